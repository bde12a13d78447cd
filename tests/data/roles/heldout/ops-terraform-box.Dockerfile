ARG TF_VERSION=1.6.6
FROM hashicorp/terraform:${TF_VERSION} AS terraform
FROM hairyhenderson/gomplate:v3.11.6-alpine AS gomplate
FROM amazon/aws-cli:2.15.10 AS awscli

FROM debian:12-slim AS fetch
RUN apt-get update && apt-get install -y curl ca-certificates unzip
RUN curl -fsSLo /tmp/tflint.zip https://github.com/terraform-linters/tflint/releases/download/v0.50.0/tflint_linux_amd64.zip \
 && unzip /tmp/tflint.zip -d /opt && chmod +x /opt/tflint
RUN curl -fsSLo /opt/sops https://github.com/getsops/sops/releases/download/v3.8.1/sops-v3.8.1.linux.amd64 && chmod +x /opt/sops

FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends git openssh-client make jq less groff && rm -rf /var/lib/apt/lists/*
COPY --from=terraform /bin/terraform /usr/local/bin/
COPY --from=gomplate /bin/gomplate /usr/local/bin/
COPY --from=awscli /usr/local/aws-cli /usr/local/aws-cli
COPY --from=fetch /opt/tflint /opt/sops /usr/local/bin/
RUN ln -s /usr/local/aws-cli/v2/current/bin/aws /usr/local/bin/aws
WORKDIR /infra
ENTRYPOINT ["make"]
