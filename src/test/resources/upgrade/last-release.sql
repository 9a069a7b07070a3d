-- A small installation of the last release: something in every table, run as a superuser.
set search_path = segue;
insert into installation (sealed_id_key) values ('\x0102030405060708090a0b0c0d0e0f1011121314');
insert into tenant (id, slug, name, state, contact_email, note, requester_name, enabled_at)
    values (1001, 'old', 'Old & Sons', 'enabled', 'ops@old.example', 'asked by telephone', 'Ada', '2026-01-02 03:04:05+00'),
           (1002, 'waiting', 'Waiting', 'requested', null, null, null, null);
insert into person (tenant_id, id, issuer, subject, email, name, role) values (1001, 1, 'https://idp.example', 'ada', 'ada@old.example', 'Ada', 'owner');
insert into invitation (tenant_id, id, email, role, invited_by, expires_at) values (1001, 1, 'bob@old.example', 'editor', 'Ada', '2027-01-01');
insert into invitation_mail (tenant_id, id, address, tried_at, sent) values (1001, 1, 'bob@old.example', '2026-11-01', true);
insert into api_token (tenant_id, id, name, role, token_hash, last_four, created_by) values (1001, 1, 'airflow', 'editor', '\xaa', '9f3a', 'Ada');
insert into support_token (token_hash, name) values ('\xbb', 'declared');
insert into audit_entry (tenant_id, id, actor, action, subject, detail, address) values (1001, 1, 'Ada', 'connection added', 'Production', 'ends in 9f3a', '192.0.2.1');
insert into segment (tenant_id, id, heap_id, name, key_field, change_seq, member_count, newest_order) values (1001, 11, '1338065', 'Power users', 'id', 3, 2, 1700000000000);
insert into segment_member (tenant_id, segment_id, member_id, key, fields, present, seq, task_order)
    values (1001, 11, 'a@old.example', null, null, true, 1, 1700000000000),
           (1001, 11, 'b@old.example', 'b', '{"email": "b@old.example"}', true, 2, 1700000000000),
           (1001, 11, 'c@old.example', null, null, false, 3, 1700000000000);
insert into released_key (tenant_id, segment_id, key, seq) values (1001, 11, 'former', 2);
insert into hook (tenant_id, token_hash, token_last_four, sealed_secret, secret_last_four, id_token) values (1001, '\xcc', 'abcd', '\x0102030405060708090a0b0c0d0e0f1011121314', '1234', '7a36ae58');
insert into secret_fingerprint (tenant_id, fingerprint) values (1001, '\xdd');
insert into task (tenant_id, segment_id, task_id, task_order, total_pages, pages_applied) values (1001, 11, 'afe74af0', 1700000000000, 1, 1);
insert into delivery_key (tenant_id, heap_segment_id, task_id, page_number, digest, delivery_id, received_at) values (1001, '1338065', 'afe74af0', 1, '\xee', 21, now());
insert into delivery (tenant_id, id, received_at, signed_at, verdict, action, segment_id, heap_segment_id, task_id, task_order, page_number, total_pages, digest, body_size, adds)
    values (1001, 21, now(), now(), 'applied', 'segment.users.sync', 11, '1338065', 'afe74af0', 1700000000000, 1, 1, '\xee', 311, 3);
insert into delivery_body (tenant_id, id, received_at, body) select tenant_id, id, received_at, '\x789c' from delivery where id = 21;
insert into connection (tenant_id, id, name, region, client_side_id, sealed_token, token_last_four, check_steps, check_passed)
    values (1001, 31, 'Production', 'us', '64a0c3e0ac3e000000000001', '\x0102030405060708090a0b0c0d0e0f1011121314', '9f3a', '[]', true);
insert into sync (tenant_id, id, segment_id, connection_id, mode, next_run_at, delivered_seq, delivered_count) values (1001, 41, 11, 31, 'recurring', '2027-01-01', 3, 2);
insert into delivered_key (tenant_id, sync_id, key, batch) values (1001, 41, 'a@old.example', 0), (1001, 41, 'b', 7);
insert into open_batch (tenant_id, sync_id, batch) values (1001, 41, 7);
insert into run (tenant_id, id, sync_id, state, cause, started_at, finished_at, adds, calls) values (1001, 51, 41, 'succeeded', 'first', now(), now(), 2, 1);
insert into run_call (tenant_id, run_id, ordinal, at, adds, removes, status, outcome, millis, sync_id, first_key, last_key) values (1001, 51, 1, now(), 2, 0, 200, 'done', 80, 41, 'a@old.example', 'b');
insert into quarantined_key (tenant_id, sync_id, key, adding, reason, run_id) values (1001, 41, 'bad', true, 'refused', 51);
insert into hold (tenant_id, id, sync_id, removals, held, sample) values (1001, 61, 41, 900, 1000, array['a@old.example']);
insert into token_pause (tenant_id, connection_id, until) values (1001, 31, '2026-11-01');
insert into session (id_hash, issuer, subject, sealed_tokens, signed_in_at, last_used_at) values (sha256('a cookie'), 'https://idp.example', 'ada', '\x0102030405060708090a0b0c0d0e0f1011121314', now(), now());
