# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What run and check share: packages, build folders, words. Sourced, not run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# What the program is built with and runs on.
# shellcheck disable=SC2034
run_packages=(
  gcc libc6-dev meson ninja-build pkgconf gettext python3 desktop-file-utils
  libglib2.0-dev libglib2.0-dev-bin libgtk-4-dev libadwaita-1-dev libsoup-3.0-dev libjson-glib-dev libsqlite3-dev
  libxml2-dev libsecret-1-dev libgnutls28-dev libjose-dev
  adwaita-icon-theme hicolor-icon-theme fonts-cantarell fonts-dejavu-core
  xvfb xauth dbus dbus-x11 at-spi2-core ca-certificates
)
# shellcheck disable=SC2034  # used by check
# What the tests need besides: the second compiler with its sanitizers, and the tools that act as a person would.
check_packages=(
  clang llvm libclang-rt-dev python3-gi gir1.2-atspi-2.0 xdotool appstream libxml2-utils shellcheck groff-base
  gnome-keyring poppler-utils
)

# Without these all works; with them bulk work is faster (docs/bench.md).
# shellcheck disable=SC2034
faster_packages=(libmimalloc-dev)

say () { printf '\n== %s\n' "$*"; }

missing_packages () {
  local package
  for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || printf '%s\n' "$package"
  done
}

# Installs what is missing, as root or with sudo. Where there is no apt it names the packages and stops.
install_packages () {
  local missing as_root=()
  if ! command -v apt-get >/dev/null 2>&1; then
    # shellcheck disable=SC2016
    pkg-config --exists gtk4 libadwaita-1 libxml-2.0 libsoup-3.0 json-glib-1.0 sqlite3 libsecret-1 gnutls 2>/dev/null && command -v meson >/dev/null && return 0
    printf 'This system has no apt-get. Samstemt needs these packages (Debian names):\n  %s\n' "$*" >&2
    exit 2
  fi
  mapfile -t missing < <(missing_packages "$@")
  [ "${#missing[@]}" -eq 0 ] && return 0
  say "Installing ${#missing[@]} packages: ${missing[*]}"
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || { printf 'Neither root nor sudo: please install\n  %s\n' "${missing[*]}" >&2; exit 2; }
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -q
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
}

# Installs what is only wanted; where that cannot be done it says so and goes on.
install_wanted () {
  (install_packages "$@") || say "Left out: $*"
}

# configure FOLDER OPTION…: sets a build folder up, or brings it up to date.
configure () {
  local folder=$1
  shift
  if [ -f "$folder/build.ninja" ]; then
    meson configure "$folder" "$@" >/dev/null
  else
    meson setup "$folder" "$root" "$@"
  fi
}

# Builds the program and installs it into _build/install, where everything has its real place.
build_installed () {
  say 'Building'
  configure "$root/_build/run" --prefix="$root/_build/install" --libdir=lib -Dbuildtype=debugoptimized
  ninja -C "$root/_build/run"
  meson install -C "$root/_build/run" --no-rebuild --quiet
  export XDG_DATA_DIRS="$root/_build/install/share:${XDG_DATA_DIRS:-/usr/local/share:/usr/share}"
  export GSETTINGS_SCHEMA_DIR="$root/_build/install/share/glib-2.0/schemas"
}
