-- Ends of before they were bounded: one later than any clock shows is none.
update consent_record set valid_until = null where valid_until = 'infinity';
