-- What the pipeline's views must answer, written by hand from the meaning of pipeline.yaml and run by
-- DuckDB over the input alone: the demo's and the tests' judge. It shares no code with Trueup.
--
-- In:  flights(id, date, delay, distance, origin, destination), one row per event sent.
-- Out: view, every, key (JSON), bucket (its begin, UTC), measures (JSON). Whole numbers are exact; a mean
--      is a quotient of two whole numbers below 2^53, so it is the nearest double.

WITH accepted AS (
  SELECT * FROM flights
  WHERE date IS NOT NULL AND distance IS NOT NULL AND origin IS NOT NULL AND destination IS NOT NULL
),
departures AS (
  SELECT origin, every, time_bucket(span, date, TIMESTAMP '2000-01-01') AS bucket,
    count(*) AS flights,
    sum(delay) AS delay_sum, sum(delay)::DOUBLE / count(delay)::DOUBLE AS delay_mean,
    min(delay) AS delay_min, max(delay) AS delay_max,
    sum(distance) AS distance_sum, sum(distance)::DOUBLE / count(distance)::DOUBLE AS distance_mean,
    min(distance) AS distance_min, max(distance) AS distance_max
  FROM accepted, (VALUES ('5m', INTERVAL 5 MINUTE), ('1h', INTERVAL 1 HOUR), ('1d', INTERVAL 1 DAY)) AS sizes(every, span)
  GROUP BY ALL
),
arrivals AS (
  SELECT destination, every, time_bucket(span, date, TIMESTAMP '2000-01-01') AS bucket,
    count(*) AS flights,
    sum(delay) AS delay_sum, sum(delay)::DOUBLE / count(delay)::DOUBLE AS delay_mean,
    min(delay) AS delay_min, max(delay) AS delay_max,
    sum(distance)::DOUBLE / count(distance)::DOUBLE AS distance_mean
  FROM accepted, (VALUES ('1h', INTERVAL 1 HOUR), ('1d', INTERVAL 1 DAY)) AS sizes(every, span)
  WHERE distance > 1000
  GROUP BY ALL
),
everything AS (
  SELECT every, time_bucket(span, date, TIMESTAMP '2000-01-01') AS bucket,
    count(*) AS flights,
    sum(delay) AS delay_sum, sum(delay)::DOUBLE / count(delay)::DOUBLE AS delay_mean,
    min(delay) AS delay_min, max(delay) AS delay_max,
    sum(distance) AS distance_sum, sum(distance)::DOUBLE / count(distance)::DOUBLE AS distance_mean
  FROM accepted, (VALUES ('1h', INTERVAL 1 HOUR), ('1d', INTERVAL 1 DAY)) AS sizes(every, span)
  GROUP BY ALL
)
SELECT 'departures_by_origin' AS "view", every, json_object('origin', origin) AS "key", bucket,
  json_object('flights', flights, 'delay_sum', delay_sum::BIGINT, 'delay_mean', delay_mean,
    'delay_min', delay_min, 'delay_max', delay_max, 'distance_sum', distance_sum::BIGINT,
    'distance_mean', distance_mean, 'distance_min', distance_min, 'distance_max', distance_max) AS measures
FROM departures
UNION ALL
SELECT 'long_haul_arrivals', every, json_object('destination', destination), bucket,
  json_object('flights', flights, 'delay_sum', delay_sum::BIGINT, 'delay_mean', delay_mean,
    'delay_min', delay_min, 'delay_max', delay_max, 'distance_mean', distance_mean)
FROM arrivals
UNION ALL
SELECT 'all_departures', every, json_object(), bucket,
  json_object('flights', flights, 'delay_sum', delay_sum::BIGINT, 'delay_mean', delay_mean,
    'delay_min', delay_min, 'delay_max', delay_max, 'distance_sum', distance_sum::BIGINT,
    'distance_mean', distance_mean)
FROM everything
