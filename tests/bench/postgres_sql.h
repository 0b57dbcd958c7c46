// What a programmer would write for a print queue in PostgreSQL: a table with an index for its head, and statements that
// lease with SKIP LOCKED and acknowledge.
//
// The lease names its rows by ANY(ARRAY(…)): a join with a common table expression turns into a sequential scan under a
// generic plan. A lease may be lost in a crash, which hands the job out again, so its commit does not wait for the disk.
// Threads: constants.
#pragma once

namespace blangko::bench {

inline constexpr char kQueueSchema[] = R"(
DROP TABLE IF EXISTS queue;
CREATE TABLE queue (
  id bigserial PRIMARY KEY,
  state smallint NOT NULL DEFAULT 0,
  class smallint NOT NULL DEFAULT 1,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  lease_until timestamptz,
  station text,
  record text NOT NULL
);
CREATE INDEX queue_head ON queue (state, class, recorded_at);
CREATE OR REPLACE FUNCTION lease(most int) RETURNS TABLE (id bigint, record text) LANGUAGE plpgsql AS $body$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  RETURN QUERY
    UPDATE queue q SET state = 1, lease_until = now() + interval '60 s', station = 'cetak-1'
    WHERE q.id = ANY (ARRAY(SELECT h.id FROM queue h WHERE h.state = 0 ORDER BY h.class, h.recorded_at
                            LIMIT most FOR UPDATE SKIP LOCKED))
    RETURNING q.id, q.record;
END $body$;
)";

inline constexpr char kInsertOne[] = "INSERT INTO queue (record) VALUES ($1)";
inline constexpr char kInsertMany[] = "INSERT INTO queue (record) SELECT unnest($1::text[])";
inline constexpr char kLease[] = "SELECT id, record FROM lease($1)";
inline constexpr char kAcknowledge[] =
    "UPDATE queue SET state = 2, lease_until = NULL WHERE id = ANY ($1::bigint[]) AND state = 1";

// The columns of the profile "blangko", and the indexes that finding a person and serving the line would need.
inline constexpr char kPeopleSchema[] = R"(
DROP TABLE IF EXISTS people;
CREATE TABLE people (
  record_id text PRIMARY KEY, nik char(16) NOT NULL, name text NOT NULL, birth_place text, birth_date date NOT NULL,
  sex char(1) NOT NULL, address text, rt_rw text, village text, district text, area text NOT NULL, religion text,
  marital_status text, occupation text, blood_type text, phone text, request_type text NOT NULL,
  request_number text, upstream_status text NOT NULL, recorded_time timestamp NOT NULL, applied_time timestamp,
  state smallint NOT NULL DEFAULT 0
);
CREATE INDEX people_nik ON people (nik);
CREATE INDEX people_head ON people (state, recorded_time, record_id);
)";
inline constexpr char kCopyPeople[] =
    "COPY people (record_id, nik, name, birth_place, birth_date, sex, address, rt_rw, village, district, area, "
    "religion, marital_status, occupation, blood_type, phone, request_type, request_number, upstream_status, "
    "recorded_time, applied_time) FROM STDIN (FORMAT csv, HEADER true)";

}  // namespace blangko::bench
