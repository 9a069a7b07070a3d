-- The delivery whose word a member's row is, and the words before it: each the delivery's number twice, plus one when it put
-- the member in. They move with the row, so they cost no look-up, no index, and go when the row goes. 0: no delivery's word.
alter table segue.segment_member
    add column delivery_id bigint,
    add column past bigint[];
