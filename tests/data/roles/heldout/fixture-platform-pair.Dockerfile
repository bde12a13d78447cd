FROM --platform=$BUILDPLATFORM alpine AS here
ARG TARGETPLATFORM
ARG BUILDPLATFORM
RUN echo "$BUILDPLATFORM builds for $TARGETPLATFORM" > /log

FROM alpine
COPY --from=here /log /log
RUN cat /log
