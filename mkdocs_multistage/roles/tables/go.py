"""What the commands of Go projects do."""

from __future__ import annotations

from mkdocs_multistage.roles.tables.model import Table, any_of

_CHECKERS = any_of(
    "gotestsum golangci-lint staticcheck govulncheck gofmt gofumpt goimports golint revive errcheck gosec ginkgo gotest"
)
_GENERATORS = any_of("packr packr2 statik go-bindata templ wire sqlc mockgen swag")

GO: Table = {
    "go mod download|vendor|tidy|verify": "deps",
    "go mod init": "idle",
    "go get -d": "deps",
    "go get $": "deps",
    "go get ~.|~./*": "deps",
    "go get": "packages",
    "dep|glide|godep|govendor ensure|install|sync|fetch|add|update|up|restore|get": "deps",
    "go test -c": "build",
    "go test|vet|fmt": "test",
    "go tool cover|vet|dist": "test",
    "go list -u": "test",
    "go list -m": "deps",
    "go run *golangci*|*govulncheck*|*staticcheck*|*gotestsum*": "test",
    "go run *air-verse*|*cosmtrek*": "dev",
    "go run *mage*|mage.go <script>": "build",
    "go run *build*|*make.go|*gen*": "build",
    "go run": "run",
    "go install *delve*|*air-verse*|*cosmtrek*|*reflex*|*gopls*|*CompileDaemon*": "devtools",
    "go install *@*|tool": "tool",
    "go build|install": "compile",
    "go generate": "generate",
    "mage <script>": "opaque",
    "goreleaser build|release": "build",
    "ko build|publish": "build",
    "xcaddy build": "build",
    f"{_GENERATORS}": "generate",
    f"{_CHECKERS} !-w !-l,-w": "test",
    f"{_CHECKERS}": "generate",
    "dlv|air|reflex|CompileDaemon|realize|modd|wgo|fresh": "dev",
}
