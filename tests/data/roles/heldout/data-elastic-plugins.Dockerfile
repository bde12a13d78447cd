ARG STACK=8.11.3
FROM docker.elastic.co/elasticsearch/elasticsearch:${STACK}
RUN bin/elasticsearch-plugin install --batch analysis-icu analysis-stempel
COPY --chown=elasticsearch:elasticsearch synonyms/ config/synonyms/
ENV discovery.type=single-node
