#!/bin/sh
# Makes sure that the browser tests can run: a Chromium, the machine's own or Debian's, and the
# libatomic that Playwright's bundled Node.js is linked with and a bare Debian lacks. Where there is npm, it
# also gets axe-core, highlight.js and Mermaid, without which the tests that need them are skipped.
set -eu

cd "$(dirname "$0")"

# From the package $1 the file $2 as .fetched/$3.
fetch() {
  [ -f ".fetched/$3" ] && return 0
  mkdir -p .fetched
  (cd .fetched && packed=$(npm pack --silent "$1") && tar -xzOf "$packed" "package/$2" >"$3" && rm -f "$packed") && return 0
  rm -f ".fetched/$3"
  echo "$1 could not be had from npm: the tests that need it are skipped." >&2
}

if command -v npm >/dev/null 2>&1; then
  fetch axe-core@4.14.1 axe.min.js axe.js
  # The version that MkDocs's own themes load.
  fetch @highlightjs/cdn-assets@11.8.0 highlight.min.js highlight.js
  fetch mermaid@11.12.0 dist/mermaid.min.js mermaid.js
  fetch @highlightjs/cdn-assets@11.8.0 languages/dockerfile.min.js highlight-dockerfile.js
else
  echo "There is no npm: the tests that need axe-core, highlight.js or Mermaid are skipped." >&2
fi

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
