FROM mongo:5
COPY colecoes/ /colecoes/
COPY importar.sh /
CMD ["bash", "/importar.sh"]
