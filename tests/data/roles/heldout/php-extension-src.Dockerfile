FROM php:7.4-cli AS ext
RUN apt-get update && apt-get install -y --no-install-recommends libgeos-dev git ca-certificates
RUN git clone --depth 1 https://git.osgeo.org/gitea/geos/php-geos.git /usr/src/php-geos
WORKDIR /usr/src/php-geos
RUN ./autogen.sh && ./configure && make && make install

FROM php:7.4-cli
RUN apt-get update && apt-get install -y --no-install-recommends libgeos-c1v5 && rm -rf /var/lib/apt/lists/*
COPY --from=ext /usr/local/lib/php/extensions/ /usr/local/lib/php/extensions/
RUN echo "extension=geos.so" > /usr/local/etc/php/conf.d/geos.ini
WORKDIR /usr/src/cadastre
COPY . .
CMD [ "php", "./bin/import.php" ]
