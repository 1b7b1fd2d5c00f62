-- The tables of Landlord, for H2 and for PostgreSQL. Applied at each start, so that every statement may be repeated.

-- The keys of the HTTP API. The key itself is not kept: hash is the SHA-256 of it, in hexadecimal digits.
create table if not exists api_key (
    id varchar(16) primary key,
    name varchar(64) not null unique,
    roles varchar(100) not null,
    hash char(64) not null,
    created_at timestamp with time zone not null,
    created_by varchar(256) not null
);

-- The audit: each change and decision, before it is made. Rows are only inserted; body is JSON without secrets. Entries
-- of Landlord itself, which follow from earlier requests, have no remote and no correlation_id.
create table if not exists audit_request (
    seq bigint generated always as identity unique,
    id varchar(64) primary key,
    requested_at timestamp with time zone not null,
    actor varchar(256) not null,
    remote varchar(64),
    correlation_id varchar(128),
    action varchar(64) not null,
    target varchar(1024) not null,
    body text
);

create index if not exists audit_request_at on audit_request (requested_at);

-- The result of each change, when it is known. target is the object that was found, which may have been named by its id;
-- state_before and state_after are JSON without secrets.
create table if not exists audit_result (
    request_id varchar(64) primary key references audit_request (id),
    completed_at timestamp with time zone not null,
    target varchar(1024) not null,
    status integer,
    code varchar(64),
    state_before text,
    state_after text
);

-- Secrets that Landlord has generated, in Base64, such as the key that signs decisions. A backup contains them, too.
create table if not exists generated_secret (
    name varchar(64) primary key,
    secret varchar(256) not null,
    created_at timestamp with time zone not null
);

-- The runs of each user that may not have ended, for the quota. Without a service, a reservation of a request.
create table if not exists open_run (
    id varchar(36) primary key,
    user_name varchar(256) not null,
    service varchar(512),
    run_key varchar(1024),
    reserved_at timestamp with time zone not null
);

create index if not exists open_run_user on open_run (user_name);

create index if not exists open_run_key on open_run (service, run_key);

-- One row, which /ready updates to test that the database can be written.
create table if not exists write_probe (
    id integer primary key,
    written_at timestamp with time zone not null
);

insert into write_probe (id, written_at)
    select 1, current_timestamp where not exists (select 1 from write_probe where id = 1);
