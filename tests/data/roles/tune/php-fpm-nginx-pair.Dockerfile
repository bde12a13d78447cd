FROM composer:2.6 AS composer

FROM php:8.2-fpm-alpine AS php-base
RUN apk add --no-cache icu-dev libzip-dev postgresql-dev \
 && docker-php-ext-install intl opcache pdo_pgsql zip
COPY docker/php/php.ini /usr/local/etc/php/conf.d/zz-app.ini
WORKDIR /srv/forum

FROM php-base AS packages
COPY --from=composer /usr/bin/composer /usr/bin/composer
COPY composer.json composer.lock symfony.lock ./
RUN composer install --no-dev --no-scripts --no-autoloader
COPY src/ src/
RUN composer dump-autoload --optimize --no-dev

FROM php-base AS fpm
COPY . .
COPY --from=packages /srv/forum/vendor vendor
USER www-data

FROM nginx:1.25-alpine AS nginx
COPY docker/nginx/site.conf /etc/nginx/conf.d/default.conf
COPY public/ /srv/forum/public/
