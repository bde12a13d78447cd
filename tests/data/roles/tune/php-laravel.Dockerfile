FROM composer:2 AS vendor
WORKDIR /shop
COPY composer.json composer.lock ./
COPY database database
RUN composer install --no-dev --no-scripts --prefer-dist --ignore-platform-reqs --optimize-autoloader

FROM node:16-alpine AS frontend
WORKDIR /shop
COPY package.json package-lock.json vite.config.js ./
RUN npm ci
COPY resources resources
RUN npm run build

FROM php:8.1-apache
RUN docker-php-ext-install bcmath pcntl pdo_mysql && a2enmod headers rewrite
ENV APACHE_DOCUMENT_ROOT=/var/www/html/public
RUN sed -ri 's!/var/www/html!${APACHE_DOCUMENT_ROOT}!g' /etc/apache2/sites-available/*.conf
COPY --chown=www-data . .
COPY --from=vendor --chown=www-data /shop/vendor vendor
COPY --from=frontend /shop/public/build public/build
