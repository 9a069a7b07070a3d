alter table segue.delivery
    -- The verdict before a person had it read again for the first time; null when that never was.
    add column verdict_before text,
    add column replays int not null default 0,
    add column replayed_at timestamptz,
    add column replayed_by text,
    -- What the last replay of an applied delivery changed; null until it is done.
    add column replay_changed int;
