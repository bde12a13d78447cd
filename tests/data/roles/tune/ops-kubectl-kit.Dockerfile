ARG KUBECTL=1.29.2
ARG HELM=3.14.0

FROM curlimages/curl:8.5.0 AS kubectl
ARG KUBECTL
RUN curl -fsSLo /tmp/kubectl "https://dl.k8s.io/release/v${KUBECTL}/bin/linux/amd64/kubectl" && chmod +x /tmp/kubectl

FROM alpine:3.19 AS helm
ARG HELM
RUN wget -O- https://get.helm.sh/helm-v${HELM}-linux-amd64.tar.gz | tar -xz -C /tmp && mv /tmp/linux-amd64/helm /helm

FROM mikefarah/yq:4 AS yq

FROM alpine:3.19
RUN apk add --no-cache bash git jq
COPY --from=kubectl /tmp/kubectl /usr/local/bin/
COPY --from=helm /helm /usr/local/bin/
COPY --from=yq /usr/bin/yq /usr/local/bin/
WORKDIR /deploy
COPY deploy.sh .
ENTRYPOINT ["./deploy.sh"]
