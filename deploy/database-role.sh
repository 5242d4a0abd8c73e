#!/bin/sh
# First start of the database only: the portal gets an account that owns its database, and nothing else. The
# administrator of PostgreSQL keeps no password: nobody is it from the network.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$POSTGRES_PASSWORD" -v name="$POSTGRES_NAME" --username "$POSTGRES_USER" --dbname postgres <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
GRANT pg_checkpoint TO :"name";
CREATE DATABASE :"name" OWNER :"name";
ALTER ROLE CURRENT_USER PASSWORD NULL;
SQL
