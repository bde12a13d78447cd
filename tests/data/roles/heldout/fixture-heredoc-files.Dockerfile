# syntax=docker/dockerfile:1
FROM alpine:3.19
COPY <<one.txt <<two.txt /data/
first
one.txt
second
two.txt
RUN <<EOF sh
set -e
cat /data/one.txt /data/two.txt > /data/both.txt
EOF
HEALTHCHECK --interval=5s CMD test -f /data/both.txt
