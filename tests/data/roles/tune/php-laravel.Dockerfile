FROM composer:2 AS vendor
WORKDIR /app
COPY database/ database/
COPY composer.json composer.lock ./
RUN composer install --ignore-platform-reqs --no-interaction --no-plugins --no-scripts --prefer-dist --no-dev

FROM node:16-alpine AS frontend
WORKDIR /app
COPY artisan package.json webpack.mix.js package-lock.json ./
RUN npm ci
COPY resources/js resources/js
COPY resources/sass resources/sass
RUN npm run production

FROM php:8.1-apache
RUN docker-php-ext-install pdo_mysql bcmath && a2enmod rewrite
COPY . /var/www/html
COPY --from=vendor /app/vendor/ /var/www/html/vendor/
COPY --from=frontend /app/public/js/ /var/www/html/public/js/
COPY --from=frontend /app/public/css/ /var/www/html/public/css/
COPY --from=frontend /app/mix-manifest.json /var/www/html/mix-manifest.json
RUN chown -R www-data:www-data storage bootstrap/cache
