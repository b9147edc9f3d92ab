#!/usr/bin/env bash
# Follows a measurement until it ends: a line a change; exit code 0 where it succeeded.
# Usage: follow_measurement.sh MEASUREMENT_ID
set -euo pipefail
SERVER=${PASSBAND_SERVER:-http://127.0.0.1:4000}
AUTH="Authorization: Bearer ${PASSBAND_TOKEN:-}" # not looked at where the server wants no token

QUERY='subscription ($id: ID) { measurementChanged(id: $id) { status error progress { done total secondsLeft } } }'
LAST=
while read -r line; do
  case $line in data:*measurementChanged* | data:*errors*) ;; *) continue ;; esac # others are pings and names of events
  LAST=${line#data: }
  echo "$LAST"
  # The stream goes on after the measurement has ended: somebody may retry it.
  case $LAST in *SUCCEEDED* | *FAILED* | *CANCELLED* | *errors*) break ;; esac
done < <(curl -sN "$SERVER/graphql/stream" -H "$AUTH" -H 'content-type: application/json' \
  --data '{"query": "'"$QUERY"'", "variables": {"id": "'"$1"'"}}')
kill $! 2> /dev/null || true # curl waits for more
[[ $LAST == *SUCCEEDED* ]]
