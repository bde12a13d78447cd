#!/bin/sh
# Makes sure that the browser tests can run: a Chromium, the machine's own or Debian's, and the
# libatomic that Playwright's bundled Node.js is linked with and a bare Debian lacks.
set -eu

has_browser() {
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null 2>&1 && return 0
  done
  return 1
}

has_libatomic() {
  PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null | grep -q 'libatomic\.so\.1'
}

packages=""
[ -n "${CHROMIUM:-}" ] || has_browser || packages="chromium fonts-dejavu-core"
has_libatomic || packages="$packages libatomic1"
[ -n "$packages" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "The browser tests need what Debian calls: $packages. Install it, or set CHROMIUM to a browser's path." >&2
  # Elsewhere a missing libatomic may be Node.js's own business; only a missing browser ends this.
  case "$packages" in *chromium*) exit 1 ;; *) exit 0 ;; esac
fi
if [ "$(id -u)" = 0 ]; then
  root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  root="sudo"
else
  echo "The browser tests need more packages. Install them as root, then run this again:" >&2
  echo "  apt-get install $packages" >&2
  exit 1
fi
echo "Installing for the browser tests: $packages"
$root apt-get update -qq
# shellcheck disable=SC2086 # a list of names
DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq --no-install-recommends $packages >/dev/null
