#!/bin/sh
# Run once by PostgreSQL's image when its volume is new.
set -eu
psql -v ON_ERROR_STOP=1 -v owner_password="only for trying" -v app_password="only for trying" \
    --username "$POSTGRES_USER" --no-password --file /roles.sql
