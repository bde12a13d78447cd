ARG TAG=3.9
ARG IMAGE=alpine:${TAG}
FROM ${IMAGE}
ARG TAG
RUN echo "$TAG" > /tag
