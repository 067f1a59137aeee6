-- Nothing reads the log by subject: a person's page reads by timeline, listeners by place. Every message paid for the index.
drop index platform.events_subject;
