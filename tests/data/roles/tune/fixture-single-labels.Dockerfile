FROM alpine:3.7
LABEL com.example.fixture="labels" com.example.owner='qa team'
ENV A=1 B="two words" C=${A:-3}
RUN echo "$B" > /tmp/b
USER 1000
