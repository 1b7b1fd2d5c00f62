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
