"""Options that are followed by a value, which is then no argument of its own."""

from __future__ import annotations

_TAKES = {
    "apk": "-t --virtual --repository -X -p --root --arch",
    "apt-get": "-o -t -c --target-release",
    "bun": "--cwd --filter",
    "bundle": "--gemfile --path --jobs -j --retry --without --with",
    "cargo": "--manifest-path --target --target-dir --features --bin -p --package --profile --root --config -Z",
    "composer": "-d --working-dir",
    "conda": "-n -p -c --name --prefix --channel",
    "dotnet": "-c -o -r -f --configuration --output --runtime --framework -v --verbosity",
    "git": "-C -c --git-dir --work-tree",
    "go": "-C -o -ldflags -tags -gcflags -p -mod -asmflags",
    "gradle": "-p --project-dir -b --build-file -x -g --max-workers -I -c",
    "java": "-cp -classpath -p --module-path",
    "make": "-C -f --directory --file -I -o",
    "mamba": "-n -p -c --name --prefix --channel",
    "micromamba": "-n -p -c --name --prefix --channel -r",
    "mvn": "-f --file -pl --projects -P -s --settings -T",
    "ninja": "-C -f -k -l",
    "npm": "--prefix -C -w --workspace --cache --registry --loglevel",
    "nx": "--configuration -c",
    "pip": "--prefix --target -t -w --wheel-dir -d --dest -c --constraint -i --index-url --extra-index-url --root --find-links -f --timeout --cache-dir",
    "pnpm": "--filter -F -C --dir --store-dir --reporter",
    "poetry": "-C --directory -E --extras --with --without --only -P --project",
    "swift": "-c --configuration --package-path --product",
    "turbo": "--filter -F --scope",
    "uv": "--directory --project --extra --group --no-group --python -p --index-url --extra-index-url --prefix --target --no-install-package "
    "--package --cache-dir -c",
    "yarn": "--cwd --network-timeout --mutex --cache-folder --modules-folder",
}
TAKES: dict[str, frozenset[str]] = {program: frozenset(options.split()) for program, options in _TAKES.items()}
