-- As ActiveRecord leaves it: bigserial ids, timestamps without a zone, unique indexes, joining tables without a key.
CREATE TABLE schema_migrations (version character varying NOT NULL PRIMARY KEY);
CREATE TABLE ar_internal_metadata (
  key character varying NOT NULL PRIMARY KEY,
  value character varying,
  created_at timestamp(6) without time zone NOT NULL,
  updated_at timestamp(6) without time zone NOT NULL
);

CREATE TABLE users (
  id bigserial PRIMARY KEY,
  email character varying DEFAULT '' NOT NULL,
  encrypted_password character varying DEFAULT '' NOT NULL,
  reset_password_token character varying,
  reset_password_sent_at timestamp(6) without time zone,
  sign_in_count integer DEFAULT 0 NOT NULL,
  admin boolean DEFAULT false NOT NULL,
  settings jsonb DEFAULT '{}'::jsonb NOT NULL,
  tags character varying[] DEFAULT '{}'::character varying[],
  created_at timestamp(6) without time zone NOT NULL,
  updated_at timestamp(6) without time zone NOT NULL
);
CREATE UNIQUE INDEX index_users_on_email ON users USING btree (email);
CREATE UNIQUE INDEX index_users_on_reset_password_token ON users USING btree (reset_password_token);

CREATE TABLE categories (
  id bigserial PRIMARY KEY,
  name character varying(80) NOT NULL,
  parent_id bigint,
  position smallint DEFAULT 0 NOT NULL,
  created_at timestamp(6) without time zone NOT NULL,
  updated_at timestamp(6) without time zone NOT NULL
);
ALTER TABLE categories ADD CONSTRAINT fk_rails_82f48f7407 FOREIGN KEY (parent_id) REFERENCES categories (id);
CREATE INDEX index_categories_on_parent_id ON categories USING btree (parent_id);
CREATE INDEX index_categories_on_lower_name ON categories USING btree (lower((name)::text));

CREATE TABLE products (
  id bigserial PRIMARY KEY,
  category_id bigint NOT NULL,
  name character varying NOT NULL,
  description text,
  price numeric(10,2) DEFAULT 0.0 NOT NULL,
  weight double precision,
  stock integer DEFAULT 0 NOT NULL CONSTRAINT stock_is_not_negative CHECK (stock >= 0),
  state character varying(20) DEFAULT 'draft' NOT NULL,
  published_on date,
  deleted_at timestamp(6) without time zone,
  created_at timestamp(6) without time zone NOT NULL,
  updated_at timestamp(6) without time zone NOT NULL,
  CONSTRAINT products_state_check CHECK (state IN ('draft', 'listed', 'withdrawn')),
  CONSTRAINT products_price_check CHECK (price >= 0 AND price <= 100000),
  CONSTRAINT products_name_check CHECK (name <> '')
);
COMMENT ON TABLE products IS 'What the shop sells.';
COMMENT ON COLUMN products.stock IS 'Pieces in the warehouse.';
ALTER TABLE products ADD CONSTRAINT fk_rails_fb915499a4 FOREIGN KEY (category_id) REFERENCES categories (id) ON DELETE CASCADE;
CREATE INDEX index_products_on_category_id ON products USING btree (category_id);
CREATE INDEX index_products_on_category_id_and_state ON products USING btree (category_id, state);
CREATE INDEX index_products_on_listed ON products USING btree (name) WHERE state = 'listed';
CREATE UNIQUE INDEX index_products_on_name ON products USING btree (name) WHERE deleted_at IS NULL;

CREATE TABLE tags (
  id bigserial PRIMARY KEY,
  name character varying NOT NULL,
  created_at timestamp(6) without time zone NOT NULL,
  updated_at timestamp(6) without time zone NOT NULL
);
CREATE TABLE products_tags (
  product_id bigint NOT NULL REFERENCES products (id),
  tag_id bigint NOT NULL REFERENCES tags (id)
);
CREATE UNIQUE INDEX index_products_tags_on_product_id_and_tag_id ON products_tags USING btree (product_id, tag_id);
CREATE INDEX index_products_tags_on_tag_id ON products_tags USING btree (tag_id);

CREATE TABLE messages (
  id bigserial PRIMARY KEY,
  sender_id bigint NOT NULL REFERENCES users (id),
  recipient_id bigint REFERENCES users (id) ON DELETE SET NULL,
  body text NOT NULL,
  ip inet,
  sent_at timestamp(6) without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL
);
CREATE INDEX index_messages_on_sender_id_and_sent_at ON messages USING btree (sender_id, sent_at DESC);
CREATE INDEX index_messages_on_recipient_id ON messages USING btree (recipient_id);

-- No key of its own, a key of two columns, and a view: nothing that an entity could be.
CREATE TABLE page_views (path text NOT NULL, viewed_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE prices (
  product_id bigint NOT NULL REFERENCES products (id),
  valid_from date NOT NULL,
  amount numeric NOT NULL,
  PRIMARY KEY (product_id, valid_from)
);
CREATE VIEW listed_products AS SELECT id, name FROM products WHERE state = 'listed';
CREATE FUNCTION touch_product() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER products_touched BEFORE UPDATE ON products FOR EACH ROW EXECUTE FUNCTION touch_product();

INSERT INTO schema_migrations VALUES ('20240101000000');
INSERT INTO users (email, encrypted_password, admin, tags, created_at, updated_at) VALUES
  ('ada@example.org', '$2a$12$abc', true, '{early}', '2024-01-02 03:04:05.123456', '2024-01-02 03:04:05.123456'),
  ('bob@example.org', '$2a$12$def', false, '{}', '2024-01-02 03:04:05.123457', '2024-01-03 00:00:00');
INSERT INTO categories (name, parent_id, created_at, updated_at) VALUES
  ('Books', NULL, '2024-01-01', '2024-01-01'), ('Novels', 1, '2024-01-01', '2024-01-01');
INSERT INTO products (category_id, name, description, price, weight, stock, state, published_on, deleted_at, created_at, updated_at) VALUES
  (2, 'Middlemarch', 'A study of provincial life.', 12.50, 0.9, 3, 'listed', '2024-02-01', NULL, '2024-02-01 10:00:00.1', '2024-02-01 10:00:00.1'),
  (2, 'Ulysses', NULL, 15.00, NULL, 0, 'draft', NULL, NULL, '2024-02-02 10:00:00', '2024-02-02 10:00:00'),
  (1, 'Atlas', NULL, 80.00, 2.5, 1, 'withdrawn', NULL, '2024-03-01 00:00:00', '2024-02-03 10:00:00', '2024-03-01 00:00:00');
INSERT INTO tags (name, created_at, updated_at) VALUES ('classic', '2024-01-01', '2024-01-01'), ('long', '2024-01-01', '2024-01-01');
INSERT INTO products_tags VALUES (1, 1), (1, 2), (2, 2);
INSERT INTO messages (sender_id, recipient_id, body, ip, sent_at) VALUES
  (1, 2, 'Have you read it?', '192.0.2.1', '2024-04-01 12:00:00'), (2, NULL, repeat('no ', 5000), NULL, '2024-04-01 12:00:01');
INSERT INTO page_views (path) VALUES ('/'), ('/products/1');
INSERT INTO prices VALUES (1, '2024-01-01', 11.99);
