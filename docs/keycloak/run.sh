#!/usr/bin/env bash
# Runs the production build on this machine with a real Keycloak: the realm of this folder, three example people, and
# mails printed instead of sent. For trying only. Everything stays in target/keycloak; Ctrl-C stops what it started.
# Where ports are taken: SEGUE_PORT (8080), SEGUE_MANAGEMENT_PORT (9000), KEYCLOAK_PORT (8180), SEGUE_SMTP_PORT (2525).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

version=26.7.3
home=target/keycloak/keycloak-$version
work=target/keycloak/run
port=${SEGUE_PORT:-8080}
export SEGUE_URL=${SEGUE_URL:-http://localhost:$port}
export SEGUE_CLIENT_SECRET=${SEGUE_CLIENT_SECRET:-a-secret-for-trying-on-one-machine-only}
export SEGUE_SMTP_PORT=${SEGUE_SMTP_PORT:-2525}
keycloak_port=${KEYCLOAK_PORT:-8180}

if [ ! -e target/quarkus-app/quarkus-run.jar ]; then
    ./mvnw -B -ntp -DskipTests package
fi
if [ ! -e "$home/bin/kc.sh" ]; then
    ./mvnw -B -ntp -Dkeycloak.skip=false dependency:unpack@keycloak
fi

mkdir -p "$home/data/import" "$work"
# Keycloak imports a realm once, with the addresses of that time, and its people are known by what it made then.
if [ "$(cat "$work/address" 2> /dev/null)" != "$SEGUE_URL $keycloak_port" ]; then
    rm -rf "$home/data/h2" "$work/data"
    echo "$SEGUE_URL $keycloak_port" > "$work/address"
fi
cp docs/keycloak/segue-realm.json docs/keycloak/dev/segue-users-0.json "$home/data/import/"
# The master key must stay the same from start to start: without it, what is stored does not open.
if [ ! -e "$work/master-key" ]; then
    (umask 077; head -c 32 /dev/urandom | base64 > "$work/master-key")
fi

started=()
stop() {
    kill "${started[@]}" 2> /dev/null || true
    wait
}
trap stop EXIT

java docs/keycloak/MailLog.java "$SEGUE_SMTP_PORT" &
started+=($!)
KC_BOOTSTRAP_ADMIN_USERNAME=admin KC_BOOTSTRAP_ADMIN_PASSWORD=admin \
    "$home/bin/kc.sh" start-dev --import-realm --http-host=127.0.0.1 --http-port="$keycloak_port" --http-management-port=9180 \
    > "$work/keycloak.log" 2>&1 &
started+=($!)
echo "Keycloak starts on http://localhost:$keycloak_port (admin/admin; log: $work/keycloak.log)"
until curl -fs -o /dev/null "http://localhost:$keycloak_port/realms/segue"; do
    kill -0 "${started[1]}" 2> /dev/null || { tail -n 20 "$work/keycloak.log" >&2; exit 1; }
    sleep 1
done

SEGUE_MASTER_KEY_VALUE=$(cat "$work/master-key") \
    QUARKUS_HTTP_PORT="$port" \
    QUARKUS_MANAGEMENT_PORT="${SEGUE_MANAGEMENT_PORT:-9000}" \
    QUARKUS_OIDC_AUTH_SERVER_URL="http://localhost:$keycloak_port/realms/segue" \
    QUARKUS_OIDC_CLIENT_ID=segue \
    QUARKUS_OIDC_CREDENTIALS_SECRET="$SEGUE_CLIENT_SECRET" \
    QUARKUS_MAILER_FROM="Segue <segue@localhost>" \
    QUARKUS_MAILER_HOST=localhost \
    QUARKUS_MAILER_PORT="$SEGUE_SMTP_PORT" \
    SEGUE_DATA_FOLDER="$work/data" \
    java -jar target/quarkus-app/quarkus-run.jar > "$work/segue.log" 2>&1 &
started+=($!)
echo "Segue starts on $SEGUE_URL (log: $work/segue.log)"
until curl -fs -o /dev/null "$SEGUE_URL"; do
    kill -0 "${started[2]}" 2> /dev/null || { tail -n 20 "$work/segue.log" >&2; exit 1; }
    sleep 1
done
echo "Open $SEGUE_URL and sign in as support, owner or viewer, password \"only for trying\". Ctrl-C stops everything."
wait "${started[2]}"
