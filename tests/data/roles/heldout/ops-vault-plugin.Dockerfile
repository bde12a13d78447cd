FROM curlimages/curl as builder
ARG PLUGIN=0.3.0
RUN curl -fLo /tmp/otp.zip https://plugins.example.org/vault-otp/${PLUGIN}/linux_amd64.zip \
 && cd /tmp && unzip otp.zip vault-otp && chmod 755 vault-otp

FROM hashicorp/vault:1.15
COPY --from=builder /tmp/vault-otp /vault/plugins/
COPY vault.hcl /vault/config/
