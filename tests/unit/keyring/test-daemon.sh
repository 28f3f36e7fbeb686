#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# test-daemon.sh TEST GNOME-KEYRING-DAEMON DBUS-RUN-SESSION: the same tests against the daemon that most users have.
set -euo pipefail

test=$1 daemon=$2 session=$3
if [ -z "$daemon" ] || [ -z "$session" ]; then
  echo '1..0 # SKIP needs gnome-keyring and dbus-run-session'
  exit 0
fi

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
chmod 700 "$home"
unset SECRET_BACKEND
export HOME="$home" XDG_DATA_HOME="$home/data" XDG_RUNTIME_DIR="$home" XDG_CONFIG_HOME="$home/config" SMT_REAL_KEYRING=1

# shellcheck disable=SC2016  # expanded by the inner shell
"$session" -- sh -c '
  # its own warnings are no fault of ours
  { printf samstemt | env -u G_DEBUG "$1" --unlock --foreground --components=secrets >/dev/null 2>&1 & }
  daemon=$!
  gdbus wait --session --timeout 20 org.freedesktop.secrets
  "$0"
  status=$?
  kill "$daemon"
  exit "$status"
' "$test" "$daemon"
