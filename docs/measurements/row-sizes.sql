-- Bytes of rows a message, in an empty database of PostgreSQL 18: createdb sizes && psql -d sizes -q -f row-sizes.sql
-- Values are random and of the real lengths; ids are in the order of time, as UUIDs with 48 bits of milliseconds are.
\set ON_ERROR_STOP on
create function id_at(n bigint) returns uuid language sql volatile as
  $$ select overlay(md5(random()::text || n) placing lpad(to_hex(1795000000000 + n * 2), 12, '0') from 1 for 12)::uuid $$;
create function random_bytes(n int) returns bytea language sql volatile as
  $$ select substring(string_agg(decode(md5(random()::text), 'hex'), ''), 1, n) from generate_series(1, n / 16 + 1) $$;
create function opaque(prefix text) returns text language sql volatile as $$ select prefix || left(md5(random()::text), 26) $$;

create table ingest_handled (id uuid primary key, station text not null, digest bytea not null, outcome bytea not null, decided_at timestamptz not null);
create table consent_handled (like ingest_handled including all);
create table delivery_handled (like ingest_handled including all);
create table encryption_handled (like ingest_handled including all);
alter table encryption_handled alter column outcome set storage external;
create table message (id uuid primary key, request uuid not null, business text not null, recipient text, mode text not null, lane text not null,
  stage text not null, devices smallint not null, unable smallint not null, sealed_to text[] not null default '{}') with (fillfactor = 50);
create table event (id uuid primary key, message_id uuid not null, business text not null, recipient text, type text not null,
  at timestamptz not null, leaf_index bigint not null, detail bytea not null);
create table mailbox (message uuid not null, device text not null, recipient text not null, business text not null, lane text not null,
  sequence bigint not null, not_before timestamptz, expires_at timestamptz not null, purpose text not null, channel text not null,
  consent_version bigint not null, consent_partition smallint not null, epoch bigint not null default 0, pushed_at timestamptz,
  frame bytea not null, sealed bytea not null, primary key (message, device))
  with (fillfactor = 70, toast_tuple_target = 1024);
alter table mailbox alter column sealed set storage external, alter column frame set storage plain;
create index on mailbox (recipient, device, lane, sequence);
create index on mailbox (expires_at);

do $$
declare
  size constant int := 50;
  first bigint;
begin
  for batch in 0 .. 999 loop
    first := batch * size;
    create temp table m on commit drop as
      select id_at(g) id, opaque('r_') recipient, opaque('d_') device, g from generate_series(first, first + size - 1) g order by 1;
    insert into ingest_handled select id, 'ingest.requests', random_bytes(32), random_bytes(2), now() from m;
    insert into consent_handled select id, 'consent.clearance', random_bytes(32), random_bytes(42), now() from m;
    insert into encryption_handled select id, 'encryption.sealing.bulk', random_bytes(32), random_bytes(97 + 1392), now() from m;
    insert into delivery_handled select id, 'delivery.steps.bulk', random_bytes(32), random_bytes(155), now() from (select id_at(g) id from m) x order by id;
    insert into delivery_handled select id, 'delivery.steps.bulk', random_bytes(32), random_bytes(180), now() from (select id_at(g) id from m) x order by id;
    insert into message select id, gen_random_uuid(), 'bench', recipient, 'GATEWAY', 'BULK', 'SEALED', 1, 0, array[device] from m;
    insert into event select id_at(g), id, 'bench', recipient, kind, now(), g, random_bytes(detail)
      from m, (values ('ACCEPTED', 34), ('CLEARED', 78), ('SEALED', 104), ('SENT', 36), ('DELIVERED', 36)) v(kind, detail);
    insert into mailbox select id, device, recipient, 'bench', 'BULK', g, null, now() + g * interval '1 ms', 'bench', 'SEALPOST', 1, 3, 0, null,
      random_bytes(482), random_bytes(1392) from m;
    update message t set stage = 'DELIVERED' from m where t.id = m.id;
    drop table m;
    commit;
  end loop;
end $$;
select relname, pg_total_relation_size(oid) / 50000 as bytes_a_message
from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname;
