// Written by `npm run tables` from the migrated database. Do not edit: a test compares.
import type { Generated } from 'kysely'

export interface DB {
  'care.follow_ons': {
    shop_id: string
    product_id: string
    next_id: string
    people: number
    of: number
    share: number
    median_days: number
    computed_at: Date
  }
  'care.looked_orders': {
    order_id: string
    shop_id: string
    at: Date
  }
  'care.next_items': {
    id: string
    shop_id: string
    customer_id: string
    order_id: string
    store_id: string
    product_id: string
    next_id: string
    reason: string
    people: number | null
    of: number | null
    median_days: number | null
    note: string | null
    state: string
    due_at: Date
    proposed_at: Date
    ended_at: Date | null
    channel: string | null
    conversation_id: string | null
    message_id: string | null
    touch_id: string | null
    text: string | null
    by: string | null
    declined: string | null
    said: string | null
    version: Generated<number>
  }
  'care.next_rules': {
    id: string
    shop_id: string
    rules: unknown
    by: string | null
    at: Date
  }
  'care.v_next_items': {
    id: string | null
    shop_id: string | null
    customer_id: string | null
    order_id: string | null
    product_id: string | null
    next_id: string | null
    reason: string | null
    state: string | null
    due_at: Date | null
    proposed_at: Date | null
    ended_at: Date | null
    touch_id: string | null
    by: string | null
  }
  'confirmations.confirmations': {
    id: string
    shop_id: string
    order_id: string
    store_id: string
    customer_id: string | null
    state: string
    talked: string
    urgency: number
    doubts: Generated<unknown>
    hold: Generated<string>
    hold_reason: string | null
    hold_by: string | null
    hold_at: Date | null
    cut_off_at: Date
    next_fire_at: Date | null
    conversation_id: string | null
    channel: string | null
    sent_at: Date | null
    sent_by: string | null
    answered_at: Date | null
    answered_by: string | null
    correction: unknown | null
    taken_at: Date | null
    taken_by: string | null
    rating: string | null
    rating_line: string | null
    rated_at: Date | null
    payment_tips_at: Date | null
    dispatch_tips_at: Date | null
    opened_at: Date
    ended_at: Date | null
    end_reason: string | null
    version: Generated<number>
  }
  'confirmations.rules': {
    id: string
    shop_id: string
    rules: unknown
    by: string | null
    at: Date
  }
  'confirmations.steps': {
    id: string
    shop_id: string
    confirmation_id: string
    order_id: string
    kind: string
    by: string
    member_id: string | null
    text: string | null
    facts: Generated<unknown>
    message_id: string | null
    at: Date
  }
  'confirmations.v_confirmations': {
    id: string | null
    shop_id: string | null
    order_id: string | null
    store_id: string | null
    customer_id: string | null
    state: string | null
    talked: string | null
    hold: string | null
    cut_off_at: Date | null
    sent_at: Date | null
    answered_at: Date | null
    answered_by: string | null
    correction: unknown | null
    taken_at: Date | null
    rating: string | null
    rated_at: Date | null
    opened_at: Date | null
    ended_at: Date | null
    end_reason: string | null
  }
  'confirmations.v_evidence': {
    id: string | null
    shop_id: string | null
    confirmation_id: string | null
    order_id: string | null
    kind: string | null
    by: string | null
    member_id: string | null
    text: string | null
    facts: unknown | null
    message_id: string | null
    at: Date | null
  }
  'confirmations.v_holds': {
    shop_id: string | null
    order_id: string | null
    confirmation_id: string | null
    waits_for: string | null
    cut_off_at: Date | null
    doubts: unknown | null
    correction: unknown | null
    opened_at: Date | null
  }
  'confirmations.watches': {
    store_id: string
    shop_id: string
    is_watched: boolean
    since: Date
    by: string | null
    at: Date
  }
  'conversations.addressing': {
    shop_id: string
    groups: Generated<unknown>
    slot_values: Generated<unknown>
    version: Generated<number>
    updated_at: Date
    updated_by: string | null
  }
  'conversations.agent_profiles': {
    member_id: string
    shop_id: string
    weight: Generated<number>
    skills: Generated<string[]>
    languages: Generated<string[]>
    lane: Generated<string>
    takes_difficult: Generated<boolean>
    deputy_id: string | null
    version: Generated<number>
    changed_at: Date
  }
  'conversations.button_checks': {
    store_id: string
    page: string
    shop_id: string
    is_visible: boolean
    is_in_first_view: boolean
    what_hides: string | null
    width: number
    checked_at: Date
    checks: Generated<number>
  }
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
    lane: Generated<string>
    is_difficult: Generated<boolean>
    language: string | null
    skills: Generated<string[]>
    joined_to: string | null
  }
  'conversations.group_answers': {
    id: string
    shop_id: string
    text: string
    by: string | null
    by_name: string
    at: Date
    ended_at: Date | null
    sent: Generated<number>
    skipped: Generated<number>
    version: Generated<number>
  }
  'conversations.group_targets': {
    group_id: string
    conversation_id: string
    shop_id: string
    turn_id: string | null
    saw_number: number
    state: Generated<string>
    tries: Generated<number>
  }
  'conversations.hand_overs': {
    id: string
    shop_id: string
    conversation_id: string
    inquiry_id: string
    from_id: string
    to_id: string
    note: string | null
    state: Generated<string>
    proposed_by: string | null
    proposed_at: Date
    ended_at: Date | null
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
  'conversations.hints': {
    id: string
    shop_id: string
    conversation_id: string
    to_id: string
    by_id: string
    text: string
    at: Date
    used_at: Date | null
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
    from_number: Generated<number>
    split_from: string | null
    undone_at: Date | null
  }
  'conversations.joins': {
    id: string
    shop_id: string
    main_id: string
    joined_id: string
    by: string | null
    at: Date
    assignee_before: string | null
    owner_before: string | null
    undone_at: Date | null
    undone_by: string | null
  }
  'conversations.ladder': {
    turn_id: string
    step: string
    shop_id: string
    conversation_id: string
    member_id: string | null
    outcome: string
    due_at: Date
    at: Date
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
  'conversations.notices': {
    id: string
    shop_id: string
    text_zh: string
    text_en: string
    wait_seconds: number | null
    from_at: Date
    until_at: Date
    made_by: string | null
    made_at: Date
    withdrawn_at: Date | null
    version: Generated<number>
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
    owner_id: string | null
    state: Generated<string>
    decision_note: string | null
    decided_by: string | null
    decided_at: Date | null
    attachments: Generated<unknown>
    created_at: Date | null
  }
  'conversations.problems': {
    id: string
    shop_id: string
    conversation_id: string
    inquiry_id: string | null
    customer_id: string | null
    category: string
    team: string
    what: string
    owner_id: string
    filed_by: string | null
    filed_at: Date
    contacted_at: Date | null
    contacted_by: string | null
    solved_at: Date | null
    solved_by: string | null
    outcome: string | null
    reminders: Generated<number>
    next_fire_at: Date | null
    version: Generated<number>
  }
  'conversations.queue_alarms': {
    id: string
    shop_id: string
    lane: string
    opened_at: Date
    most_waiting: number
    closed_at: Date | null
    version: Generated<number>
  }
  'conversations.skill_groups': {
    id: string
    shop_id: string
    name: string
    words: string[]
    archived_at: Date | null
  }
  'conversations.v_agent_profiles': {
    member_id: string | null
    shop_id: string | null
    weight: number | null
    skills: string[] | null
    languages: string[] | null
    lane: string | null
    takes_difficult: boolean | null
    deputy_id: string | null
  }
  'conversations.v_button_checks': {
    shop_id: string | null
    store_id: string | null
    page: string | null
    is_visible: boolean | null
    is_in_first_view: boolean | null
    what_hides: string | null
    width: number | null
    checked_at: Date | null
    checks: number | null
  }
  'conversations.v_buyer_lines': {
    id: string | null
    shop_id: string | null
    conversation_id: string | null
    number: number | null
    text: string | null
    at: Date | null
  }
  'conversations.v_closed_talks': {
    id: string | null
    shop_id: string | null
    buyer_name: string | null
    closed_at: Date | null
    last_number: number | null
    assignee_id: string | null
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
  'conversations.v_hints': {
    id: string | null
    shop_id: string | null
    conversation_id: string | null
    buyer_name: string | null
    to_id: string | null
    by_id: string | null
    text: string | null
    at: Date | null
    used_at: Date | null
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
  'conversations.v_messages': {
    id: string | null
    shop_id: string | null
    conversation_id: string | null
    number: number | null
    author: string | null
    automatic: string | null
    text: string | null
    at: Date | null
  }
  'conversations.v_page_seen': {
    id: string | null
    shop_id: string | null
    store_id: string | null
    customer_id: string | null
    assignee_id: string | null
    state: string | null
    page_url: string | null
    page_title: string | null
    opened_at: Date | null
    last_at: Date | null
    closed_at: Date | null
  }
  'conversations.v_pages': {
    id: string | null
    shop_id: string | null
    page_title: string | null
    opened_at: Date | null
  }
  'conversations.v_phrases': {
    id: string | null
    shop_id: string | null
    kind: string | null
    language: string | null
    shortcut: string | null
    owner_id: string | null
    archived_at: Date | null
  }
  'conversations.v_problems': {
    id: string | null
    shop_id: string | null
    conversation_id: string | null
    inquiry_id: string | null
    customer_id: string | null
    category: string | null
    team: string | null
    what: string | null
    owner_id: string | null
    filed_at: Date | null
    contacted_at: Date | null
    solved_at: Date | null
  }
  'conversations.v_products': {
    shop_id: string | null
    conversation_id: string | null
    product_id: string | null
    at: Date | null
  }
  'conversations.v_said': {
    id: string | null
    shop_id: string | null
    conversation_id: string | null
    number: number | null
    author: string | null
    automatic: string | null
    member_id: string | null
    agent_name: string | null
    text: string | null
    is_holding: boolean | null
    phrase_id: string | null
    at: Date | null
  }
  'conversations.v_talks': {
    id: string | null
    shop_id: string | null
    store_id: string | null
    customer_id: string | null
    buyer_name: string | null
    is_returning: boolean | null
    state: string | null
    assignee_id: string | null
    inquiry_id: string | null
    inquiry_owner_id: string | null
    page_url: string | null
    page_title: string | null
    version: number | null
    language: string | null
  }
  'conversations.v_turns_waiting': {
    shop_id: string | null
    conversation_id: string | null
    channel: string | null
    buyer_name: string | null
    turn_id: string | null
    turn_started_at: Date | null
    turn_is_first: boolean | null
    assignee_id: string | null
  }
  'conversations.v_violations': {
    id: string | null
    shop_id: string | null
    member_id: string | null
    kind: string | null
    conversation_id: string | null
    at: Date | null
    is_held_back: boolean | null
  }
  'conversations.violations': {
    id: string
    shop_id: string
    member_id: string
    kind: string
    occasion: string
    conversation_id: string
    at: Date
    is_held_back: Generated<boolean>
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
  'customers.consents': {
    id: string
    shop_id: string
    customer_id: string
    store_id: string | null
    channel: string
    is_given: boolean | null
    said: string
    source: string
    noted_at: Date
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
  'customers.links': {
    id: string
    shop_id: string
    one_id: string
    other_id: string
    weight: number
    evidence: unknown
    evidence_keys: string[]
    dismissed_keys: Generated<string[]>
    state: Generated<string>
    found_at: Date
    decided_at: Date | null
    decided_by: string | null
    merge_id: string | null
    version: Generated<number>
  }
  'customers.merges': {
    id: string
    shop_id: string
    kept_id: string
    gone_id: string
    why: string | null
    by: string | null
    at: Date
    kept_active_at: Date
    undone_at: Date | null
    undone_by: string | null
    undone_why: string | null
  }
  'customers.names': {
    shop_id: string
    customer_id: string
    key: string
    shown: string
    grams: number[]
  }
  'customers.progress': {
    name: string
    place: unknown
    done_at: Date | null
  }
  'customers.readings': {
    shop_id: string
    plain: string
    initials: string
    customer_id: string
    part: number
    shown: string
  }
  'customers.source_rows': {
    shop_id: string
    store_id: string
    source_key: string
    customer_id: string
    content_hash: string
    read_at: Date
    import_id: string | null
  }
  'customers.traits': {
    id: string
    shop_id: string
    customer_id: string
    key: string
    value: string
    source: string
    by: string | null
    noted_at: Date
  }
  'customers.v_consents': {
    shop_id: string | null
    customer_id: string | null
    store_id: string | null
    channel: string | null
    is_given: boolean | null
    noted_at: Date | null
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
  'guard.entries': {
    id: string
    shop_id: string
    shipped: string | null
    kind: string
    language: string
    words: string[]
    exceptions: Generated<string[]>
    action: string | null
    reason: Generated<string>
    better: string | null
    roles: Generated<string[]>
    up_to_minor: number | null
    archived_at: Date | null
    version: Generated<number>
    updated_at: Date
    updated_by: string | null
  }
  'guard.log': {
    id: string
    shop_id: string
    conversation_id: string | null
    message_id: string | null
    member_id: string | null
    kind: string
    entry_id: string | null
    found: string
    sentence: Generated<string>
    outcome: string
    is_seen: boolean
    at: Date
    order_id: string | null
  }
  'guard.readings': {
    message_id: string
    shop_id: string
    conversation_id: string
    number: number
    member_id: string | null
    phrase_id: string | null
    is_edited: boolean | null
    polite: number
    warm: number
    arguing: number
    at: Date
  }
  'guard.settings': {
    shop_id: string
    actions: Generated<unknown>
    canned_percent: number
    canned_in_row: number
    compared_price_days: number
    version: Generated<number>
    updated_at: Date
    updated_by: string | null
  }
  'guard.v_log': {
    id: string | null
    shop_id: string | null
    conversation_id: string | null
    message_id: string | null
    member_id: string | null
    kind: string | null
    outcome: string | null
    is_seen: boolean | null
    at: Date | null
    order_id: string | null
  }
  'guard.v_readings': {
    message_id: string | null
    shop_id: string | null
    conversation_id: string | null
    number: number | null
    member_id: string | null
    phrase_id: string | null
    is_edited: boolean | null
    polite: number | null
    warm: number | null
    arguing: number | null
    at: Date | null
  }
  'imports.tables': {
    id: string
    shop_id: string
    kind: string
    state: string
    file_name: string
    file_path: string | null
    bytes: number
    sheet: string | null
    sheets: Generated<string[]>
    headers: Generated<string[]>
    map: Generated<unknown>
    columns: Generated<unknown>
    store_id: string | null
    new_store: string | null
    is_strict: Generated<boolean>
    percent: Generated<number>
    counts: Generated<unknown>
    refused: Generated<unknown>
    refused_count: Generated<number>
    sample: Generated<unknown>
    error: string | null
    error_detail: string | null
    by: string | null
    started_at: Date
    beat_at: Date
    finished_at: Date | null
    attempts: Generated<number>
    version: Generated<number>
  }
  'insight.buyer_days': {
    shop_id: string
    day: string
    conversation_id: string
    channel: string
    worst_at: Date
    worst_ms: number | null
    is_failed: Generated<boolean>
    member_id: string | null
  }
  'insight.platform_scores': {
    shop_id: string
    rule: string
    day: string
    score: number
    source: string
    by: string | null
    at: Date
  }
  'insight.round_days': {
    shop_id: string
    day: string
    channel: string
    rounds: number
    in_time: number
  }
  'insight.slow_firsts': {
    turn_id: string
    shop_id: string
    conversation_id: string
    member_id: string | null
    channel: string
    started_at: Date
    clock_at: Date
    answered_at: Date | null
    waited_ms: number | null
    judge_at: Date
    state: Generated<string>
    judged_at: Date | null
  }
  'insight.turn_hours': {
    shop_id: string
    hour_at: Date
    local_hour: number
    channel: string
    member_id: string
    is_first: boolean
    turns: number
    target: number
    due: number
    late: number
    unanswered: number
    automatic: number
    waits: number[]
    announced: Generated<number>
  }
  'knowledge.acknowledgements': {
    shop_id: string
    article_id: string
    edition: number
    member_id: string
    at: Date
  }
  'knowledge.article_products': {
    shop_id: string
    product_id: string
    article_id: string
  }
  'knowledge.articles': {
    id: string
    shop_id: string
    state: string
    live_edition: number | null
    latest_edition: number
    owner_id: string | null
    review_on: string | null
    origin: string
    origin_key: string | null
    created_at: Date
    updated_at: Date
    version: Generated<number>
    title_key: Generated<string>
  }
  'knowledge.asked': {
    id: string
    shop_id: string
    query: string
    query_key: string
    conversation_id: string | null
    message_number: number | null
    member_id: string | null
    article_id: string | null
    place: number | null
    way: string
    said: string | null
    sent_at: Date | null
    answered: Generated<string>
    answered_by: string | null
    answered_at: Date | null
    repeat_id: string | null
    at: Date
  }
  'knowledge.editions': {
    article_id: string
    edition: number
    shop_id: string
    section: string
    language: string
    mark: string | null
    title: string
    answer: string
    body: string
    questions: string[]
    product_ids: Generated<string[]>
    categories: Generated<string[]>
    trial_by: string | null
    trial_on: string | null
    pictures: Generated<unknown>
    by: string | null
    at: Date
    approved_by: string | null
    approved_at: Date | null
    is_public: Generated<boolean>
  }
  'knowledge.entries': {
    shop_id: string
    number: number
    article_id: string
    terms: number[]
    units: string[]
    names: string
    is_approved: boolean
    section: string
    language: string
    product_ids: string[]
  }
  'knowledge.imported': {
    shop_id: string
    key: string
    article_id: string
    at: Date
  }
  'knowledge.indexes': {
    shop_id: string
    last_number: Generated<number>
    articles: Generated<number>
    format: number
  }
  'knowledge.learned': {
    shop_id: string
    article_id: string
    key: string
    phrasing: string
    weight: Generated<number>
    is_indexed: Generated<boolean>
    at: Date
  }
  'knowledge.packs': {
    shop_id: string
    product_id: string
    items: unknown
    version: Generated<number>
    by: string | null
    at: Date
  }
  'knowledge.postings': {
    shop_id: string
    term: number
    block: number
    places: Buffer
  }
  'knowledge.repeats': {
    id: string
    shop_id: string
    kind: string
    title: string
    keys: string[]
    state: string
    change: string | null
    article_id: string | null
    owner_id: string | null
    note: string | null
    changed_at: Date | null
    check_on: string | null
    asked_before: Generated<number>
    asked_after: Generated<number>
    opened_at: Date
    updated_at: Date
    version: Generated<number>
  }
  'knowledge.synonyms': {
    id: string
    shop_id: string
    words: string[]
    by: string | null
    at: Date
  }
  'knowledge.v_acknowledgements': {
    shop_id: string | null
    article_id: string | null
    edition: number | null
    member_id: string | null
    at: Date | null
  }
  'knowledge.v_articles': {
    id: string | null
    shop_id: string | null
    edition: number | null
    section: string | null
    language: string | null
    mark: string | null
    title: string | null
    answer: string | null
    body: string | null
    questions: string[] | null
    product_ids: string[] | null
    categories: string[] | null
    trial_by: string | null
    trial_on: string | null
    pictures: unknown | null
    owner_id: string | null
    review_on: string | null
    approved_at: Date | null
    updated_at: Date | null
    is_public: boolean | null
  }
  'knowledge.v_asked': {
    id: string | null
    shop_id: string | null
    query: string | null
    conversation_id: string | null
    message_number: number | null
    member_id: string | null
    article_id: string | null
    way: string | null
    sent_at: Date | null
    answered: string | null
    at: Date | null
    repeat_id: string | null
  }
  'offers.bargain_messages': {
    message_id: string
    shop_id: string
    bargain_id: string
  }
  'offers.bargains': {
    id: string
    shop_id: string
    conversation_id: string
    customer_id: string | null
    member_id: string | null
    asked: string[]
    asks: Generated<number>
    opened_at: Date
    last_at: Date
    given: string | null
    given_at: Date | null
    given_by: string | null
    ended: string | null
    ended_at: Date | null
    order_id: string | null
    note: string | null
    version: Generated<number>
  }
  'offers.baskets': {
    shop_id: string
    conversation_id: string
    product_id: string
    sku_id: string | null
    quantity: number
    at: Date
    by: string | null
  }
  'offers.campaigns': {
    id: string
    shop_id: string
    name: string
    announced_at: Date
    starts_at: Date
    ends_at: Date
    note: Generated<string>
    created_at: Date
    created_by: string | null
    version: Generated<number>
  }
  'offers.coupons': {
    id: string
    shop_id: string
    offer_id: string
    code: string
    code_key: string
    customer_id: string | null
    expires_at: Date | null
    most_uses: number | null
    uses: Generated<number>
    created_at: Date
    created_by: string | null
    withdrawn_at: Date | null
    version: Generated<number>
  }
  'offers.freight_allowances': {
    id: string
    shop_id: string
    conversation_id: string | null
    order_id: string | null
    customer_id: string | null
    member_id: string
    amount: number
    currency: string
    reason: string
    at: Date
    withdrawn_at: Date | null
    withdrawn_by: string | null
  }
  'offers.missed': {
    order_id: string
    offer_id: string
    shop_id: string
    customer_id: string | null
    conversation_id: string | null
    member_id: string | null
    saved_minor: number
    currency: string
    was_told: boolean | null
    placed_at: Date
    found_at: Date
    settled_at: Date | null
    settled_by: string | null
    note: string | null
  }
  'offers.offers': {
    id: string
    shop_id: string
    name: string
    kind: string
    state: string
    currency: string
    terms: unknown
    audience: string
    product_ids: Generated<string[]>
    store_ids: Generated<string[]>
    starts_at: Date
    ends_at: Date | null
    campaign_id: string | null
    running_since: Date | null
    created_at: Date
    created_by: string | null
    updated_at: Date
    version: Generated<number>
  }
  'offers.pair_runs': {
    shop_id: string
    baskets: number
    pairs: number
    computed_at: Date
  }
  'offers.pairs': {
    shop_id: string
    product_id: string
    other_id: string
    support: number
    lift: number
    share: number
    computed_at: Date
  }
  'offers.policies': {
    id: string
    shop_id: string
    policy: unknown
    by: string | null
    at: Date
  }
  'offers.recommendations': {
    id: string
    shop_id: string
    conversation_id: string
    customer_id: string | null
    product_id: string
    member_id: string | null
    reason: string
    is_blind: boolean
    at: Date
  }
  'offers.refunds': {
    order_id: string
    number: number
    shop_id: string
    to_minor: number
    customer_id: string | null
    product_id: string
    paid_minor: number
    quantity: number
    refund_minor: number
    currency: string
    fell_at: Date
    word_id: string
    opened_at: Date
  }
  'offers.uses': {
    id: string
    shop_id: string
    offer_id: string
    coupon_id: string | null
    customer_id: string | null
    order_id: string | null
    conversation_id: string | null
    key: string
    used_at: Date
    by: string | null
  }
  'offers.v_bargains': {
    id: string | null
    shop_id: string | null
    conversation_id: string | null
    customer_id: string | null
    member_id: string | null
    asked: string[] | null
    asks: number | null
    opened_at: Date | null
    last_at: Date | null
    given: string | null
    ended: string | null
    ended_at: Date | null
    order_id: string | null
  }
  'offers.v_freight_allowances': {
    id: string | null
    shop_id: string | null
    conversation_id: string | null
    order_id: string | null
    customer_id: string | null
    member_id: string | null
    amount: number | null
    currency: string | null
    at: Date | null
  }
  'offers.v_marked_prices': {
    shop_id: string | null
    product_id: string | null
    sku_id: string | null
    kind: string | null
    amount: number | null
    currency: string | null
    valid_from: Date | null
    valid_to: Date | null
    offer_id: string | null
  }
  'offers.v_missed': {
    order_id: string | null
    offer_id: string | null
    shop_id: string | null
    customer_id: string | null
    conversation_id: string | null
    member_id: string | null
    saved_minor: number | null
    currency: string | null
    was_told: boolean | null
    placed_at: Date | null
    settled_at: Date | null
  }
  'offers.v_offers': {
    id: string | null
    shop_id: string | null
    name: string | null
    kind: string | null
    state: string | null
    currency: string | null
    terms: unknown | null
    audience: string | null
    product_ids: string[] | null
    store_ids: string[] | null
    starts_at: Date | null
    ends_at: Date | null
    campaign_id: string | null
    running_since: Date | null
  }
  'offers.v_recommendations': {
    id: string | null
    shop_id: string | null
    conversation_id: string | null
    customer_id: string | null
    product_id: string | null
    member_id: string | null
    reason: string | null
    is_blind: boolean | null
    at: Date | null
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
    mapping: unknown | null
    header_key: string | null
    headers: string[] | null
    lines_path: string | null
    stop_asked_at: Date | null
    attempts: Generated<number>
    sheet: string | null
    sheets: Generated<string[]>
    lines_name: string | null
    is_new_store: Generated<boolean>
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
    discount_ppm: number | null
  }
  'orders.mappings': {
    id: string
    shop_id: string
    store_id: string
    name: string
    header_key: string
    headers: string[]
    mapping: unknown
    used_at: Date
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
    dispatch_due_at: Date | null
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
  'orders.v_charged': {
    id: string | null
    shop_id: string | null
    store_id: string | null
    name: string | null
    status: string | null
    customer_id: string | null
    buyer_name: string | null
    title: string | null
    placed_at: Date | null
    paid_at: Date | null
    currency: string | null
    total: number | null
    goods: number | null
    freight: number | null
    discount: number | null
    import_id: string | null
    line_count: number | null
    missing_lines: number | null
  }
  'orders.v_ended_imports': {
    id: string | null
    shop_id: string | null
    store_id: string | null
    finished_at: Date | null
  }
  'orders.v_lines_to_confirm': {
    order_id: string | null
    shop_id: string | null
    number: number | null
    title: string | null
    variant: string | null
    quantity: number | null
  }
  'orders.v_numbers': {
    id: string | null
    shop_id: string | null
    store_id: string | null
    external_id: string | null
    name_key: string | null
    customer_id: string | null
    placed_at: Date | null
  }
  'orders.v_parcels': {
    order_id: string | null
    shop_id: string | null
    number: number | null
    carrier: string | null
    tracking_number: string | null
    tracking_key: string | null
  }
  'orders.v_sold_lines': {
    shop_id: string | null
    order_id: string | null
    store_id: string | null
    customer_id: string | null
    import_id: string | null
    placed_at: Date | null
    status: string | null
    currency: string | null
    number: number | null
    title_id: string | null
    sku: string | null
    variant: string | null
    quantity: number | null
    unit_price: number | null
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
  'orders.v_titles': {
    shop_id: string | null
    id: string | null
    title: string | null
    key: string | null
  }
  'orders.v_to_confirm': {
    id: string | null
    shop_id: string | null
    store_id: string | null
    name: string | null
    status: string | null
    cash_on_delivery: boolean | null
    placed_at: Date | null
    paid_at: Date | null
    shipped_at: Date | null
    dispatch_due_at: Date | null
    currency: string | null
    total: number | null
    customer_id: string | null
    buyer_name: string | null
    buyer_note: string | null
    recipient_name: string | null
    recipient_phone: string | null
    recipient_address: string | null
    recipient_city: string | null
    title: string | null
    line_count: number | null
    quantity: number | null
    is_history: boolean | null
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
  'platform.private_links': {
    id: string
    shop_id: string
    token_hash: Buffer
    purpose: string
    subject: string
    created_by: string | null
    created_at: Date
    expires_at: Date
    revoked_at: Date | null
  }
  'platform.schedule': {
    name: string
    last_run_at: Date
  }
  'platform.shipped': {
    shop_id: string
    key: string
    at: Date
  }
  'products.barcodes': {
    shop_id: string
    sku_id: string
    code: string
    kind: string
    is_check_right: boolean | null
    created_at: Date
  }
  'products.facts': {
    id: string
    shop_id: string
    product_id: string
    sku_id: string | null
    key: string
    key_folded: string
    value: string
    unit: string | null
    language: string
    source: string
    source_url: string | null
    checked_at: Date
    checked_by: string | null
    ended_at: Date | null
  }
  'products.listings': {
    id: string
    shop_id: string
    store_id: string | null
    product_id: string
    sku_id: string | null
    external_product_id: string | null
    external_sku_id: string | null
    title: string | null
    title_id: string | null
    first_seen_at: Date
  }
  'products.packaging': {
    product_id: string
    shop_id: string
    text: Generated<string>
    checks: Generated<string[]>
    materials: Generated<string[]>
    flags: Generated<string[]>
    updated_at: Date
    updated_by: string | null
  }
  'products.pictures': {
    id: string
    shop_id: string
    product_id: string
    file: unknown | null
    source_url: string | null
    alt: Generated<string>
    position: number
    created_at: Date
  }
  'products.prices': {
    id: string
    shop_id: string
    product_id: string
    sku_id: string | null
    kind: string
    amount: number
    currency: string
    valid_from: Date
    valid_to: Date | null
    source: string
    note: string | null
    recorded_at: Date
    recorded_by: string | null
  }
  'products.products': {
    id: string
    shop_id: string
    name: string
    name_key: string
    title_id: string
    status: string
    category: string | null
    category_key: string | null
    brand: string | null
    origin: string
    sold_orders: Generated<number>
    sold_quantity: Generated<number>
    last_sold_at: Date | null
    created_at: Date
    updated_at: Date
    version: Generated<number>
  }
  'products.relations': {
    shop_id: string
    product_id: string
    other_id: string
    kind: string
    quantity: Generated<number>
    note: string | null
    created_at: Date
    created_by: string | null
  }
  'products.reviews': {
    id: string
    shop_id: string
    store_id: string
    key: string
    content_hash: string
    product_id: string | null
    external_product_id: string | null
    title: string | null
    title_id: string | null
    order_number: string | null
    order_id: string | null
    customer_id: string | null
    buyer_name: Generated<string>
    stars: number | null
    verdict: string | null
    text: Generated<string>
    more: string | null
    reply: string | null
    pictures: Generated<string[]>
    occurred_at: Date
    recorded_at: Date
    import_id: string | null
  }
  'products.skus': {
    id: string
    shop_id: string
    product_id: string
    code: string | null
    code_key: string | null
    variant: Generated<string>
    options: Generated<unknown>
    weight_grams: number | null
    unit: string | null
    position: Generated<number>
    archived_at: Date | null
    created_at: Date
  }
  'products.sold_as': {
    shop_id: string
    store_id: string
    title_id: string
    sku: string
    variant: string
    product_id: string
    sku_id: string
    matched_by: string
    at: Date
  }
  'products.sources': {
    shop_id: string
    product_id: string
    store_id: string | null
    key: string
    content_hash: string
    draft: unknown
    read_at: Date
    import_id: string | null
  }
  'products.takings': {
    import_id: string
    shop_id: string
    products: number
    skus: number
    at: Date
  }
  'products.v_barcodes': {
    shop_id: string | null
    code: string | null
    sku_id: string | null
    product_id: string | null
  }
  'products.v_bought_lines': {
    shop_id: string | null
    order_id: string | null
    number: number | null
    store_id: string | null
    customer_id: string | null
    import_id: string | null
    placed_at: Date | null
    status: string | null
    product_id: string | null
    sku_id: string | null
    quantity: number | null
    unit_price: number | null
    currency: string | null
  }
  'products.v_catalogue': {
    shop_id: string | null
    product_id: string | null
    sku_id: string | null
    name: string | null
    status: string | null
    category: string | null
    brand: string | null
    code: string | null
    variant: string | null
    weight_grams: number | null
    unit: string | null
    sold_orders: number | null
    sold_quantity: number | null
    last_sold_at: Date | null
    is_archived: boolean | null
  }
  'products.v_facts_in_force': {
    id: string | null
    shop_id: string | null
    product_id: string | null
    sku_id: string | null
    key: string | null
    value: string | null
    unit: string | null
    language: string | null
    source: string | null
    checked_at: Date | null
    product: string | null
  }
  'products.v_history': {
    id: string | null
    shop_id: string | null
    product_id: string | null
    name: string | null
    version: number | null
    actor: string | null
    facts: unknown | null
    occurred_at: Date | null
  }
  'products.v_packaging': {
    product_id: string | null
    shop_id: string | null
    text: string | null
    checks: string[] | null
    materials: string[] | null
    flags: string[] | null
  }
  'products.v_price_history': {
    id: string | null
    shop_id: string | null
    product_id: string | null
    sku_id: string | null
    kind: string | null
    amount: number | null
    currency: string | null
    valid_from: Date | null
    valid_to: Date | null
    source: string | null
    note: string | null
    recorded_at: Date | null
  }
  'products.v_related': {
    shop_id: string | null
    product_id: string | null
    other_id: string | null
    kind: string | null
    quantity: number | null
    note: string | null
  }
  'products.v_review_texts': {
    id: string | null
    shop_id: string | null
    customer_id: string | null
    order_id: string | null
    stars: number | null
    verdict: string | null
    title: string | null
    text: string | null
    occurred_at: Date | null
  }
  'products.v_reviews': {
    id: string | null
    shop_id: string | null
    store_id: string | null
    product_id: string | null
    order_id: string | null
    customer_id: string | null
    stars: number | null
    verdict: string | null
    occurred_at: Date | null
  }
  'products.v_sold': {
    shop_id: string | null
    order_id: string | null
    store_id: string | null
    customer_id: string | null
    placed_at: Date | null
    status: string | null
    product_id: string | null
    sku_id: string | null
    quantity: number | null
    unit_price: number | null
    currency: string | null
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
  'promises.uncounted_turns': {
    turn_id: string
    shop_id: string
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
  'promises.v_uncounted': {
    id: string | null
    shop_id: string | null
    conversation_id: string | null
    inquiry_id: string | null
    channel: string | null
    is_first: boolean | null
    member_id: string | null
    started_at: Date | null
    clock_at: Date | null
    due_at: Date | null
    answered_at: Date | null
    waited_ms: number | null
    outcome: string | null
    automatic_count: number | null
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
  'purchase.beside_point': {
    inquiry_id: string
    concern_key: string
    shop_id: string
    by: string | null
    at: Date
  }
  'purchase.concerns': {
    shop_id: string
    key: string
    name_zh: string
    name_en: string
    matches: string[]
    worries: unknown
    archived_at: Date | null
    changed_by: string | null
    changed_at: Date
    version: Generated<number>
  }
  'purchase.disclosures': {
    order_id: string
    inquiry_id: string
    shop_id: string
    conversation_id: string
    kind: string
    item: string
    message_id: string | null
    at: Date | null
    attached_at: Date
  }
  'purchase.doubts': {
    id: string
    shop_id: string
    inquiry_id: string
    conversation_id: string
    text: string
    message_id: string | null
    state: string
    opened_by: string | null
    opened_at: Date
    ended_by: string | null
    ended_at: Date | null
    version: Generated<number>
  }
  'purchase.endings': {
    inquiry_id: string
    shop_id: string
    conversation_id: string
    customer_id: string | null
    closed_by: string | null
    closed_at: Date
    thanks_id: string | null
    asked_id: string | null
    questions: string | null
    unresolved: Generated<number>
  }
  'purchase.follow_ups': {
    id: string
    shop_id: string
    prospect_id: string
    note: string
    next_at: Date
    by: string | null
    at: Date
  }
  'purchase.looked_orders': {
    order_id: string
    shop_id: string
    at: Date
  }
  'purchase.needs': {
    inquiry_id: string
    shop_id: string
    conversation_id: string
    text: string | null
    message_id: string | null
    product_id: string | null
    questions: string | null
    questions_note: string | null
    noted_by: string | null
    noted_at: Date
    version: Generated<number>
  }
  'purchase.order_talks': {
    order_id: string
    inquiry_id: string
    shop_id: string
    at: Date
  }
  'purchase.points': {
    id: string
    shop_id: string
    product_id: string | null
    campaign: string | null
    starts_at: Date | null
    ends_at: Date | null
    zh: string
    en: string
    terms_zh: string[]
    terms_en: string[]
    archived_at: Date | null
    changed_by: string | null
    changed_at: Date
    version: Generated<number>
  }
  'purchase.prospects': {
    id: string
    shop_id: string
    conversation_id: string
    customer_id: string | null
    inquiry_id: string
    buyer_name: string
    state: string
    owner_id: string | null
    next_at: Date | null
    follow_ups: Generated<number>
    reason: string | null
    note: string | null
    order_id: string | null
    opened_at: Date
    ended_at: Date | null
    ended_by: string | null
    version: Generated<number>
  }
  'purchase.tastes': {
    customer_id: string
    shop_id: string
    experience: string | null
    is_emotional: Generated<boolean>
    set_by: string | null
    set_at: Date
    version: Generated<number>
  }
  'purchase.terms': {
    shop_id: string
    item: string
    zh: string
    en: string
    changed_by: string | null
    changed_at: Date
    version: Generated<number>
  }
  'purchase.trials': {
    id: string
    shop_id: string
    conversation_id: string
    customer_id: string | null
    buyer_name: string
    product_id: string
    note: string | null
    state: string
    verdict: string | null
    feedback: string | null
    aspect: string | null
    improve: string | null
    owner_id: string | null
    outcome: string | null
    given_by: string | null
    given_at: Date
    ask_at: Date
    changed_at: Date
    version: Generated<number>
  }
  'purchase.unsuitable': {
    id: string
    shop_id: string
    conversation_id: string
    customer_id: string | null
    product_id: string
    reason: string
    by: string | null
    at: Date
    lifted_at: Date | null
    lifted_by: string | null
  }
  'purchase.v_disclosures': {
    order_id: string | null
    inquiry_id: string | null
    shop_id: string | null
    conversation_id: string | null
    kind: string | null
    item: string | null
    message_id: string | null
    at: Date | null
    attached_at: Date | null
  }
  'purchase.v_endings': {
    inquiry_id: string | null
    shop_id: string | null
    conversation_id: string | null
    customer_id: string | null
    closed_by: string | null
    closed_at: Date | null
    is_thanked: boolean | null
    was_asked: boolean | null
    questions: string | null
    unresolved: number | null
  }
  'purchase.v_needs': {
    inquiry_id: string | null
    shop_id: string | null
    conversation_id: string | null
    text: string | null
    product_id: string | null
    noted_at: Date | null
  }
  'purchase.v_prospects': {
    id: string | null
    shop_id: string | null
    conversation_id: string | null
    customer_id: string | null
    state: string | null
    owner_id: string | null
    next_at: Date | null
    reason: string | null
    opened_at: Date | null
    ended_at: Date | null
    order_id: string | null
  }
  'purchase.v_tastes': {
    customer_id: string | null
    shop_id: string | null
    experience: string | null
    is_emotional: boolean | null
  }
  'purchase.v_unsuitable': {
    id: string | null
    shop_id: string | null
    conversation_id: string | null
    customer_id: string | null
    product_id: string | null
    reason: string | null
    by: string | null
    at: Date | null
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
  'staff.presence_log': {
    member_id: string
    at: Date
    shop_id: string
    presence: string
  }
  'staff.rosters': {
    shop_id: string
    roster: unknown
    version: Generated<number>
    changed_at: Date
    changed_by: string | null
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
    filling_until: Date | null
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
  'staff.v_presence_log': {
    shop_id: string | null
    member_id: string | null
    at: Date | null
    presence: string | null
  }
  'staff.v_rosters': {
    shop_id: string | null
    roster: unknown | null
    version: number | null
  }
  'staff.v_set_up': {
    shop_id: string | null
    created_at: Date | null
    calendar_version: number | null
  }
  'staff.v_store_openings': {
    id: string | null
    shop_id: string | null
    opened_at: Date | null
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
  'touches.contact_policies': {
    id: string
    shop_id: string
    store_id: string
    policy: unknown
    by: string | null
    at: Date
  }
  'touches.no_more': {
    id: string
    shop_id: string
    customer_id: string
    source: string
    said: string
    conversation_id: string | null
    message_id: string | null
    by: string | null
    at: Date
    lifted_at: Date | null
    lifted_by: string | null
    lifted_why: string | null
  }
  'touches.rules': {
    id: string
    shop_id: string
    rules: unknown
    by: string | null
    at: Date
  }
  'touches.touches': {
    id: string
    shop_id: string
    customer_id: string
    key: string
    channel: string
    kind: string
    heart: string
    purpose: string
    order_id: string | null
    conversation_id: string | null
    message_id: string | null
    state: string
    text: string | null
    by: string | null
    taken_at: Date
    sent_at: Date | null
  }
  'touches.v_contact_policies': {
    shop_id: string | null
    store_id: string | null
    policy: unknown | null
    at: Date | null
  }
  'touches.v_no_more': {
    shop_id: string | null
    customer_id: string | null
    source: string | null
    at: Date | null
  }
  'touches.v_touches': {
    id: string | null
    shop_id: string | null
    customer_id: string | null
    channel: string | null
    kind: string | null
    heart: string | null
    purpose: string | null
    order_id: string | null
    conversation_id: string | null
    message_id: string | null
    state: string | null
    by: string | null
    taken_at: Date | null
    sent_at: Date | null
  }
  'training.attempts': {
    id: string
    shop_id: string
    member_id: string
    subject: string
    product_id: string | null
    questions: unknown
    answers: unknown | null
    right_count: number | null
    question_count: number
    is_passed: boolean | null
    started_at: Date
    ended_at: Date | null
  }
  'training.certificates': {
    id: string
    shop_id: string
    member_id: string
    kind: string
    product_id: string | null
    attempt_id: string | null
    given_at: Date
    given_by: string | null
    ended_at: Date | null
    ended_by: string | null
  }
  'training.debrief_tasks': {
    id: string
    shop_id: string
    debrief_id: string
    kind: string
    what: string
    owner_id: string
    state: Generated<string>
    version: Generated<number>
    created_at: Date
    created_by: string | null
    ended_at: Date | null
    ended_by: string | null
  }
  'training.debriefs': {
    id: string
    shop_id: string
    member_id: string
    day: string
    pleased: string
    annoyed: string
    at: Date
  }
  'training.practices': {
    id: string
    shop_id: string
    member_id: string
    conversation_id: string | null
    title: string
    turns: unknown
    answers: Generated<unknown>
    shown_at: Date
    started_at: Date
    ended_at: Date | null
    score: number | null
  }
  'training.trainees': {
    id: string
    shop_id: string
    member_id: string
    coach_id: string | null
    cap: number
    cap_before: number
    began_at: Date
    began_by: string | null
    ended_at: Date | null
    ended_by: string | null
  }
  'training.v_certificates': {
    shop_id: string | null
    member_id: string | null
    kind: string | null
    product_id: string | null
    given_at: Date | null
  }
  'training.v_trainees': {
    shop_id: string | null
    member_id: string | null
    coach_id: string | null
    cap: number | null
    began_at: Date | null
  }
}
