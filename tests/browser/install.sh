#!/bin/sh
# Makes sure that there is a Chromium for the browser tests: uses the machine's, else installs Debian's.
set -eu
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null 2>&1; then
    exit 0
  fi
done
if [ "$(id -u)" = 0 ]; then
  root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  root="sudo"
else
  echo "The browser tests need Chromium. Install it as root, then run this again:" >&2
  echo "  apt-get install chromium fonts-dejavu-core" >&2
  exit 1
fi
echo "Installing Chromium for the browser tests (Debian package chromium)"
$root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
