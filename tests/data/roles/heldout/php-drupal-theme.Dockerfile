FROM php:8.2-apache-bookworm AS php
RUN set -eux; \
	apt-get update; \
	apt-get install -y --no-install-recommends \
		libfreetype6-dev \
		libjpeg-dev \
		libpng-dev \
		libzip-dev \
	; \
	docker-php-ext-configure gd --with-freetype --with-jpeg=/usr; \
	docker-php-ext-install -j "$(nproc)" gd opcache pdo_mysql zip; \
	a2enmod expires rewrite; \
	rm -rf /var/lib/apt/lists/*
ENV APACHE_DOCUMENT_ROOT /opt/site/web
WORKDIR /opt/site

FROM php AS vendor
COPY --from=composer:2 /usr/bin/composer /usr/local/bin/
COPY composer.json composer.lock ./
COPY patches patches
RUN composer install --no-interaction --no-progress --no-dev

FROM node:20 AS theme
WORKDIR /theme
COPY web/themes/custom/harvest .
RUN npm ci && npx gulp sass && rm -rf node_modules

FROM php AS workbench
RUN pecl install xdebug && docker-php-ext-enable xdebug
RUN apt-get update && apt-get install -y git mariadb-client unzip vim
COPY --from=composer:2 /usr/bin/composer /usr/local/bin/
COPY .docker/xdebug.ini /usr/local/etc/php/conf.d/

FROM php
COPY --from=vendor /opt/site /opt/site
COPY . .
COPY --from=theme /theme /opt/site/web/themes/custom/harvest
RUN chown -R www-data:www-data web/sites web/modules web/themes
ENV PATH=${PATH}:/opt/site/vendor/bin
