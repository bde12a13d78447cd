FROM mysql:5.7
ENV MYSQL_DATABASE=loja \
    MYSQL_ROOT_PASSWORD=segredo
COPY ./scripts/01-esquema.sql /docker-entrypoint-initdb.d/01.sql
COPY ./scripts/02-dados.sql /docker-entrypoint-initdb.d/02.sql
COPY ./my.cnf /etc/mysql/conf.d/loja.cnf
EXPOSE 3306
