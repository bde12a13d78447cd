"""What programs of no particular language do: downloads, archives, checks, servers, shells and system packages."""

from __future__ import annotations

from mkdocs_multistage.roles.tables.model import Table, any_of, words

# Tools that check; an image may exist to hand one of them out, so a CMD that starts it tells nothing.
_CHECKERS = any_of(
    "ab actionlint addlicense ansible-lint artillery bats bats-core checkov codeql conftest container-structure-test ct dive dockle ec "
    "editorconfig-checker gitleaks goss grype hadolint hey html-validate htmlproofer htmltest inspec jsonlint k6 kubeconform kubeval "
    "license-checker license_finder licensed linkchecker locust lychee markdown-link-check misspell muffet nancy newman nuclei opa osv-scanner "
    "promtool proselint reuse semgrep serverspec shellcheck shfmt snyk sonar-scanner spectral sqlfluff structure-test syft terratest testssl.sh "
    "tflint tfsec trivy trufflehog typos vale vegeta vnu wrk xmllint yamllint zap zap-baseline.py"
)
_APT_LIKE = any_of("apt-get apt-fast aptitude brew choco dnf microdnf opkg scoop swupd tdnf winget yum zypper")
_OTHER_INSTALLERS = any_of(
    "apt-install clean-install dnf-install dpkg emerge install-packages install_packages nix-env rpm xbps-install"
)
# The letters of `tar` without a dash.
_BUNDLED = any_of("c cf c[hjvzJ]f c[hjvzJ][hjvzJ]f c[hjvzJ][hjvzJ][hjvzJ]f [hjvzJ]cf [hjvzJ]c[hjvzJ]f [hjvzJ][hjvzJ]cf")
_SERVERS = any_of(
    "apache2ctl apachectl caddy consul envoy etcd haproxy httpd lighttpd memcached mongod nginx postgres redis-server runsvdir s6-svscan traefik "
    "varnishd vault"
)

GENERAL: Table = {
    # comparing with what is committed
    "diff|cmp": "diff",
    "git diff --exit-code|--quiet": "diff",
    "git status --porcelain*|-s": "diff",
    # downloads
    "git clone|fetch|pull|submodule|checkout-index|archive|lfs": "fetch",
    "git": "idle",
    "curl|wget|aria2c|axel|lftp|gdown|yt-dlp": "fetch",
    "huggingface-cli|hf|huggingface_hub|modelscope download": "fetch",
    "scp|sftp": "fetch",
    "gh release": "fetch",
    "vcs import|pull|custom": "fetch",
    "aws s3": "fetch",
    "gsutil cp|rsync": "fetch",
    "svn checkout|co|export": "fetch",
    "hg clone": "fetch",
    "skopeo|crane|oras copy|pull|export": "fetch",
    "asdf|mise|nvm|fnm|volta|n|pyenv|rbenv|sdk|arkade|krew|eget install|use|i": "tool",
    # archives
    "tar -c*|--create": "build",
    f"tar {_BUNDLED} !-*x*": "build",
    "zip|7z": "build",
    "gzip|brotli|zstd|xz|bzip2|pigz|zopfli !-d !-dc !-cd !--decompress": "generate",
    # databases filled while the image is built
    "initdb|pg_ctl|mysqld|sqlite3|createdb|mongoimport|mongorestore|redis-cli|psql|mysql_install_db": "build",
    # checks
    "shfmt -w": "generate",
    "critest|sonobuoy": "test",
    f"{_CHECKERS}": "lint",
    # people
    "gdb|gdbserver|lldb|lldb-server|vsdbg|code-server|openvscode-server|entr|tilt|skaffold|devspace": "dev",
    "bash|sh|zsh|fish|ash $": "shell",
    "bash|sh|zsh|fish|ash -l|-i|-c|--login": "shell",
    "sleep infinity|inf|*d|9999*|86400": "shell",
    "tail -f|-F": "shell",
    "sshd|tmux|screen": "shell",
    # servers
    f"{_SERVERS}": "run",
    # system packages
    "xx-apk|xx-apt|xx-apt-get": "toolchain",
    f"{_APT_LIKE} build-dep|builddep": "toolchain",
    f"{_APT_LIKE} download": "fetch",
    f"{_APT_LIKE} install|localinstall|groupinstall|in|reinstall|upgrade": "system",
    "apk add": "system",
    "pacman -S*": "system",
    f"{_OTHER_INSTALLERS}": "system",
    f"{_APT_LIKE}|apk|pacman|add-apt-repository|apt-key|yum-config-manager": "idle",
    "depmod|ldconfig|locale-gen|update-ca-certificates|update-ca-trust|update-alternatives|setup-*": "idle",
}

# Packages of a distribution that make an installation one of a toolchain; globs.
TOOLCHAIN_PACKAGES = tuple(
    sorted(
        words(
            "alpine-sdk autoconf automake base-devel binutils* build-base build-essential cargo clang* cmake* *-dev *-devel crossbuild-essential-* "
            "default-jdk* g++* gcc* go golang* gradle libtool* linux-headers* lld* llvm* make maven meson ninja-build nodejs npm openjdk-*-jdk* "
            "pkg-config pkgconf protobuf-compiler rust rustc"
        )
    )
)
# … or one for people; some speak for themselves, of the others it takes two.
PEOPLE_PACKAGES = words(
    "bash-completion delve emacs fish fzf gdb gdbserver htop less lldb ltrace man-db nano neovim openssh-server ripgrep screen "
    "silversearcher-ag strace sudo tig tmux valgrind vim vim-tiny zsh"
)
DEBUGGER_PACKAGES = words("delve gdb gdbserver openssh-server")

# Programs that tell nothing, whatever they are told.
IDLE = words(
    ". [ [[ a2dismod a2enmod a2ensite addgroup adduser alias apt-mark awk basename break bsdtar cat cd chgrp chmod chown chpasswd chsh continue "
    "cp cpio cut date declare dirname dpkg-architecture dpkg-query du echo egrep exit export expr false file find gawk getent gpg grep groupadd "
    "groupmod gunzip hash head id install jq ldd let ln local ls md5sum mkdir mktemp mv nproc passwd pkg-config popd printf pushd pwd read "
    "readlink realpath return rm rmdir rsync sed seq service set setcap sha256sum sha512sum shasum shift sleep sort source stat su sync systemctl "
    "tail tar tee test touch tr trap true type ulimit umask uname uniq unset unxz unzip useradd userdel usermod visudo wait wc which whoami yes "
    "yq"
)
