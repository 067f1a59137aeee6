// Written by `npm run tables` from the migrated database. Do not edit: a test compares.
import type { Generated } from 'kysely'

export interface DB {
  'conversations.conversations': {
    id: string
    shop_id: string
    store_id: string
    channel: string
    visitor_id: string
    customer_id: string | null
    buyer_name: string
    is_returning: Generated<boolean>
    state: Generated<string>
    assignee_id: string | null
    inquiry_id: string | null
    inquiry_owner_id: string | null
    last_number: Generated<number>
    last_text: Generated<string>
    last_at: Date
    last_author: Generated<string>
    listed_at: Date
    read_by_buyer: Generated<number>
    read_by_shop: Generated<number>
    turn_id: string | null
    turn_started_at: Date | null
    turn_clock_at: Date | null
    turn_target_at: Date | null
    turn_due_at: Date | null
    turn_is_first: boolean | null
    turn_missed_at: Date | null
    turn_away_at: Date | null
    turn_automatic: Generated<number>
    word_id: string | null
    word_what: string | null
    word_soon_at: Date | null
    word_due_at: Date | null
    next_fire_at: Date | null
    page_url: string | null
    page_title: string | null
    opened_at: Date
    closed_at: Date | null
    version: Generated<number>
  }
  'conversations.hands': {
    id: string
    shop_id: string
    conversation_id: string
    inquiry_id: string | null
    member_id: string
    what: string
    by: string | null
    note: string | null
    at: Date
  }
  'conversations.inquiries': {
    id: string
    shop_id: string
    conversation_id: string
    customer_id: string | null
    owner_id: string
    owned_since: Date
    owned_by_way_of: string
    opened_at: Date
    closed_at: Date | null
    version: Generated<number>
  }
  'conversations.message_keys': {
    conversation_id: string
    client_id: string
    shop_id: string
    message_id: string
  }
  'conversations.messages': {
    id: string
    shop_id: string
    conversation_id: string
    number: number
    author: string
    automatic: string | null
    member_id: string | null
    agent_name: string | null
    text: string
    attachments: Generated<unknown>
    at: Date
    client_id: string
    answered_in_ms: number | null
    is_holding: Generated<boolean>
    phrase_id: string | null
  }
  'conversations.phrases': {
    id: string
    shop_id: string
    kind: string
    language: string
    shortcut: string
    text: string
    is_holding: Generated<boolean>
    archived_at: Date | null
    uses: Generated<number>
    position: Generated<number>
    version: Generated<number>
    updated_at: Date
    updated_by: string | null
  }
  'conversations.v_conversations': {
    id: string | null
    shop_id: string | null
    store_id: string | null
    channel: string | null
    visitor_id: string | null
    customer_id: string | null
    buyer_name: string | null
    state: string | null
    assignee_id: string | null
    inquiry_id: string | null
    turn_id: string | null
    turn_clock_at: Date | null
    turn_due_at: Date | null
    word_id: string | null
    last_text: string | null
    last_at: Date | null
    listed_at: Date | null
    opened_at: Date | null
    closed_at: Date | null
  }
  'conversations.v_inquiries': {
    id: string | null
    shop_id: string | null
    conversation_id: string | null
    customer_id: string | null
    owner_id: string | null
    opened_at: Date | null
    closed_at: Date | null
  }
  'conversations.visitor_tokens': {
    token_hash: Buffer
    shop_id: string
    visitor_id: string
    created_at: Date
  }
  'conversations.visitors': {
    id: string
    shop_id: string
    store_id: string
    label: string
    language: string
    site_login: string | null
    customer_id: string | null
    created_at: Date
    last_seen_at: Date
  }
  'customers.customers': {
    id: string
    shop_id: string
    name: string
    city: string | null
    address_style: string | null
    note: string | null
    merged_into: string | null
    order_count: Generated<number>
    first_order_at: Date | null
    last_order_at: Date | null
    active_at: Date
    version: Generated<number>
    created_at: Date
  }
  'customers.identities': {
    id: string
    shop_id: string
    customer_id: string
    store_id: string | null
    kind: string
    value: string
    tail: string | null
    source: string
    created_at: Date
  }
  'customers.names': {
    shop_id: string
    customer_id: string
    key: string
    shown: string
    grams: number[]
  }
  'customers.v_customers': {
    id: string | null
    shop_id: string | null
    name: string | null
    city: string | null
    address_style: string | null
    note: string | null
    merged_into: string | null
    order_count: number | null
    first_order_at: Date | null
    last_order_at: Date | null
  }
  'customers.v_identities': {
    id: string | null
    shop_id: string | null
    customer_id: string | null
    store_id: string | null
    kind: string | null
    value: string | null
    source: string | null
  }
  'customers.v_timeline': {
    id: string | null
    shop_id: string | null
    customer_id: string | null
    name: string | null
    subject: string | null
    version: number | null
    actor: string | null
    facts: unknown | null
    occurred_at: Date | null
    recorded_at: Date | null
  }
  'orders.imports': {
    id: string
    shop_id: string
    store_id: string | null
    state: string
    is_dry_run: boolean
    file_name: string
    file_path: string | null
    bytes: number
    format: string | null
    is_strict: Generated<boolean>
    done_bytes: Generated<number>
    counts: Generated<unknown>
    refused: Generated<unknown>
    refused_count: Generated<number>
    sample: Generated<unknown>
    error: string | null
    error_detail: string | null
    by: string | null
    started_at: Date
    run_started_at: Date | null
    finished_at: Date | null
    beat_at: Date | null
    seconds_left: number | null
    version: Generated<number>
  }
  'orders.lines': {
    order_id: string
    shop_id: string
    number: number
    title_id: string
    sku: string | null
    variant: string | null
    quantity: number
    unit_price: number | null
    products: number | null
  }
  'orders.orders': {
    id: string
    shop_id: string
    store_id: string
    external_id: string
    id_from: string
    name: string
    name_key: string
    status: string
    source_status: string
    close_reason: string | null
    cash_on_delivery: boolean
    placed_at: Date
    paid_at: Date | null
    shipped_at: Date | null
    completed_at: Date | null
    cancelled_at: Date | null
    currency: string
    total: number
    goods: number | null
    freight: number | null
    tax: number | null
    discount: number | null
    paid: number | null
    refunded: number | null
    customer_id: string | null
    buyer_name: string
    buyer_key: string
    buyer_note: string | null
    seller_note: string | null
    tags: Generated<string[]>
    recipient_name: string | null
    recipient_key: string | null
    recipient_phone: string | null
    recipient_tail: string | null
    recipient_address: string | null
    recipient_city: string | null
    recipient_country: string | null
    title: string
    line_count: number
    quantity: number
    missing_lines: number
    tracking_numbers: Generated<string[]>
    is_history: boolean
    content_hash: string
    import_id: string | null
    recorded_at: Date
    updated_at: Date
    version: Generated<number>
  }
  'orders.parcels': {
    order_id: string
    shop_id: string
    number: number
    carrier: string | null
    tracking_number: string | null
    tracking_key: string | null
  }
  'orders.titles': {
    shop_id: string
    id: string
    title: string
    key: string
  }
  'orders.v_parcels': {
    order_id: string | null
    shop_id: string | null
    number: number | null
    carrier: string | null
    tracking_number: string | null
    tracking_key: string | null
  }
  'orders.v_summary': {
    id: string | null
    shop_id: string | null
    store_id: string | null
    external_id: string | null
    name: string | null
    name_key: string | null
    status: string | null
    source_status: string | null
    cash_on_delivery: boolean | null
    placed_at: Date | null
    paid_at: Date | null
    shipped_at: Date | null
    completed_at: Date | null
    currency: string | null
    total: number | null
    refunded: number | null
    customer_id: string | null
    buyer_name: string | null
    title: string | null
    line_count: number | null
    quantity: number | null
    tracking_numbers: string[] | null
    is_history: boolean | null
    recipient_name: string | null
    recipient_key: string | null
    recipient_phone: string | null
    recipient_tail: string | null
    recipient_address: string | null
    recipient_city: string | null
  }
  'platform.events': {
    id: string
    shop_id: string
    xid: Generated<string>
    seq: Generated<number>
    name: string
    subject: string
    version: number
    audience: string[]
    timeline: string | null
    actor: string | null
    facts: Generated<unknown>
    occurred_at: Date
    recorded_at: Date
  }
  'platform.files': {
    id: string
    shop_id: string
    name: string
    mime: string
    bytes: number
    width: number | null
    height: number | null
    sha256: string
    has_thumb: Generated<boolean>
    owner: string
    created_at: Date
    kept_at: Date | null
  }
  'platform.global_tables': {
    name: string
    reason: string
  }
  'platform.idempotency': {
    shop_id: string
    caller: string
    key: string
    request_hash: string
    status: number
    reply: unknown | null
    created_at: Date
  }
  'platform.job_pools': {
    id: string
    number: Generated<number>
    beat_at: Date
  }
  'platform.log_epochs': {
    epoch: number
    cluster: string
    opened_at: Date
  }
  'platform.outbox': {
    id: Generated<number>
    shop_id: string | null
    job: string
    payload: unknown
    run_at: Date
    created_at: Date
  }
  'platform.personal_data': {
    table_name: string
    column_name: string
    kind: string
    on_erasure: string
  }
  'platform.schedule': {
    name: string
    last_run_at: Date
  }
  'promises.turns': {
    id: string
    shop_id: string
    conversation_id: string
    inquiry_id: string | null
    channel: string
    is_first: boolean
    member_id: string | null
    started_at: Date
    clock_at: Date
    target_at: Date
    due_at: Date
    answered_at: Date | null
    waited_ms: number | null
    outcome: string
    automatic_count: Generated<number>
    was_held: Generated<boolean>
    local_hour: number
  }
  'promises.v_turns': {
    id: string | null
    shop_id: string | null
    conversation_id: string | null
    channel: string | null
    is_first: boolean | null
    member_id: string | null
    started_at: Date | null
    clock_at: Date | null
    answered_at: Date | null
    waited_ms: number | null
    outcome: string | null
    automatic_count: number | null
    was_held: boolean | null
    local_hour: number | null
  }
  'promises.v_words': {
    id: string | null
    shop_id: string | null
    kind: string | null
    heart: string | null
    what: string | null
    state: string | null
    given_at: Date | null
    soon_at: Date | null
    due_at: Date | null
    ended_at: Date | null
    given_by: string | null
    to_name: string | null
    customer_id: string | null
    conversation_id: string | null
    message_id: string | null
    evidence: string | null
    renewals: number | null
    version: number | null
  }
  'promises.words': {
    id: string
    shop_id: string
    kind: string
    heart: string
    what: string
    state: Generated<string>
    given_at: Date
    soon_at: Date
    due_at: Date
    ended_at: Date | null
    given_by: string | null
    to_name: string
    customer_id: string | null
    conversation_id: string | null
    inquiry_id: string | null
    message_id: string | null
    evidence: string | null
    ended_by: string | null
    renewed_from: string | null
    renewals: Generated<number>
    next_fire_at: Date | null
    version: Generated<number>
  }
  'staff.accounts': {
    id: string
    email: string
    name: string
    language: string
    password_hash: string
    totp_secret: Buffer | null
    totp_pending: Buffer | null
    recovery_hashes: Generated<string[]>
    totp_last_step: Generated<number>
    created_at: Date
  }
  'staff.api_keys': {
    id: string
    shop_id: string
    name: string
    key_hash: Buffer
    prefix: string
    scopes: string[]
    created_by: string | null
    created_at: Date
    last_used_at: Date | null
    expires_at: Date | null
    revoked_at: Date | null
  }
  'staff.audit': {
    id: string
    shop_id: string
    at: Date
    actor: string | null
    action: string
    subject: string | null
    details: Generated<unknown>
  }
  'staff.calendars': {
    shop_id: string
    calendar: unknown
    version: Generated<number>
    changed_at: Date
    changed_by: string | null
  }
  'staff.invitations': {
    id: string
    shop_id: string
    token_hash: Buffer
    display_name: string
    email: string | null
    roles: string[]
    invited_by: string | null
    created_at: Date
    expires_at: Date
    used_at: Date | null
    withdrawn_at: Date | null
  }
  'staff.memberships': {
    id: string
    shop_id: string
    account_id: string
    display_name: string
    roles: string[]
    presence: Generated<string>
    presence_since: Date
    cap: Generated<number>
    joined_at: Date
    left_at: Date | null
    version: Generated<number>
  }
  'staff.sessions': {
    id: string
    account_id: string
    token_hash: Buffer
    agent: string | null
    created_at: Date
    last_seen_at: Date
    expires_at: Date
  }
  'staff.settings': {
    id: string
    shop_id: string
    key: string
    value: unknown
    by: string | null
    at: Date
  }
  'staff.setup_tokens': {
    token_hash: Buffer
    created_at: Date
    used_at: Date | null
  }
  'staff.shops': {
    id: string
    slug: string
    name: string
    language: string
    time_zone: string
    currency: string
    is_demo: Generated<boolean>
    duty_lead_id: string | null
    version: Generated<number>
    created_at: Date
  }
  'staff.sign_in_failures': {
    email_hash: Buffer
    count: number
    last_at: Date
    locked_until: Date | null
  }
  'staff.stores': {
    id: string
    shop_id: string
    name: string
    platform: string
    currency: string
    time_zone: string
    widget_key: string | null
    widget_secret: Buffer | null
    last_import_at: Date | null
    order_count: Generated<number>
    created_at: Date
  }
  'staff.v_duty_lead': {
    shop_id: string | null
    member_id: string | null
  }
  'staff.v_members': {
    id: string | null
    shop_id: string | null
    account_id: string | null
    display_name: string | null
    roles: string[] | null
    presence: string | null
    presence_since: Date | null
    cap: number | null
    left_at: Date | null
  }
  'staff.v_set_up': {
    shop_id: string | null
    created_at: Date | null
    calendar_version: number | null
  }
  'staff.v_stores': {
    id: string | null
    shop_id: string | null
    name: string | null
    platform: string | null
    currency: string | null
    time_zone: string | null
    widget_key: string | null
  }
}
