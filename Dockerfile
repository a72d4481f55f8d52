FROM node:26.10.0-slim AS build
WORKDIR /gatehouse
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
# The image has its Node already; bin/gatehouse finds it where a checkout keeps its own.
RUN node scripts/build-ui.ts \
  && npm prune --omit=dev --omit=optional --ignore-scripts \
  && mkdir -p node_modules/.bin && ln -sf /usr/local/bin/node node_modules/.bin/node

FROM node:26.10.0-slim
COPY --from=build /gatehouse /gatehouse
RUN ln -s /gatehouse/bin/gatehouse /usr/local/bin/gatehouse \
  && install -d -o node -g node -m 0700 /data
USER node
ENV GATEHOUSE_DATA_DIR=/data
VOLUME /data
EXPOSE 8080 9000
HEALTHCHECK CMD ["gatehouse", "status", "--json"]
ENTRYPOINT ["gatehouse"]
CMD ["serve"]
