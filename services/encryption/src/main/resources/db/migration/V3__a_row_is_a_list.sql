-- A recipient without a list has no row: whoever decides locks the recipient's name instead.
delete from device_list where version = 0;
alter table device_list
    alter column version drop default,
    alter column hash set not null,
    alter column issued_at set not null,
    alter column signer set not null,
    alter column signature set not null;
