# Builds the program with its web pages, then keeps only the program, run by a user without rights.
FROM node:22-bookworm-slim AS node

FROM rust:1.95-bookworm AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /chorus
COPY . .
RUN cargo build --release --locked

FROM debian:bookworm-slim
# Letters in Arabic and Chinese are printed with these.
RUN apt-get update && apt-get install --yes --no-install-recommends fonts-hosny-amiri fonts-wqy-microhei && \
    rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 chorus && install --directory --owner chorus --mode 0700 /data
COPY --from=build /chorus/target/release/chorus /usr/local/bin/chorus
USER chorus
ENV CHORUS__LISTEN=0.0.0.0:8080 CHORUS__DATA_DIR=/data
VOLUME /data
EXPOSE 8080
CMD ["chorus", "serve"]
