#!/bin/sh
# Makes the recap of every export in inbox/ that is new or has changed since its recap was made.
set -eu
cd "${1:-.}"
status=0
mkdir -p inbox runs
for export in inbox/*; do
  [ -e "$export" ] || continue
  file=$(basename "$export")
  name=${file%.gz}
  [ -d "$export" ] || name=${name%.*}
  seen=runs/.$file.cksum
  now=$(find "$export" -type f -exec cksum {} + | sort)
  [ "$now" = "$(cat "$seen" 2>/dev/null)" ] && continue
  if standout run "$export" --name "$name"; then
    printf '%s\n' "$now" > "$seen"
  else
    status=2
  fi
done
exit $status
