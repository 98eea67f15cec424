#!/bin/sh
# Makes the recap of every export in inbox/ that is new or has changed since its recap was made.
set -eu
cd "${1:-.}"
status=0
mkdir -p inbox runs
for export in inbox/*; do
  [ -e "$export" ] || continue
  name=$(basename "$export")
  name=${name%%.*}
  now=$(find "$export" -type f | sort | xargs -d '\n' sha256sum)
  [ "$now" = "$(cat "runs/$name.sha256" 2>/dev/null)" ] && continue
  if standout run "$export" --name "$name"; then
    printf '%s\n' "$now" > "runs/$name.sha256"
  else
    status=2
  fi
done
exit $status
