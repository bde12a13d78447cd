FROM golang:1.22-bookworm AS gotools
RUN GOBIN=/out go install golang.org/x/tools/gopls@latest && \
    GOBIN=/out go install github.com/go-delve/delve/cmd/dlv@latest && \
    GOBIN=/out go install honnef.co/go/tools/cmd/staticcheck@latest

FROM mcr.microsoft.com/devcontainers/base:bookworm
COPY --from=gotools /usr/local/go /usr/local/go
COPY --from=gotools /out/ /usr/local/bin/
ENV PATH=$PATH:/usr/local/go/bin
RUN apt-get update && apt-get -y install --no-install-recommends direnv fzf postgresql-client ripgrep
USER vscode
RUN echo 'eval "$(direnv hook zsh)"' >> ~/.zshrc
