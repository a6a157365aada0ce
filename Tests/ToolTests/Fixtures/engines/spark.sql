-- preflight
WITH units AS (
SELECT CAST(`编号` AS STRING) AS draw_id, COALESCE(NULLIF(CAST(`a"``b` AS STRING), ''), '其他') AS draw_stratum
FROM (
SELECT * FROM register
) AS pool
WHERE COALESCE(CAST(`状态` AS STRING), '') IN ('存续\u003B --') AND COALESCE(CAST(`note` AS STRING), '') = ''
)
SELECT 'engine' AS draw_check, version() AS draw_name, CAST(0 AS STRING) AS draw_count
UNION ALL SELECT 'stratum' AS draw_check, draw_stratum AS draw_name, CAST(count(*) AS STRING) AS draw_count FROM units GROUP BY draw_stratum
UNION ALL SELECT 'repeated' AS draw_check, '' AS draw_name, CAST(count(*) AS STRING) AS draw_count FROM (SELECT draw_id FROM units GROUP BY draw_id HAVING count(*) > 1) AS doubled
UNION ALL SELECT 'empty' AS draw_check, '' AS draw_name, CAST(count(*) AS STRING) AS draw_count FROM units WHERE draw_id IS NULL OR draw_id = ''
UNION ALL SELECT 'long' AS draw_check, '' AS draw_name, CAST(count(*) AS STRING) AS draw_count FROM units WHERE octet_length(draw_id) > 1024
UNION ALL SELECT 'control' AS draw_check, '' AS draw_name, CAST(count(*) AS STRING) AS draw_count FROM units WHERE draw_id RLIKE '[\\x00-\\x1f\\x7f]'
UNION ALL SELECT 'blank' AS draw_check, '' AS draw_name, CAST(count(*) AS STRING) AS draw_count FROM units WHERE draw_id <> trim(draw_id)

-- draw
WITH units AS (
SELECT CAST(`编号` AS STRING) AS draw_id, COALESCE(NULLIF(CAST(`a"``b` AS STRING), ''), '其他') AS draw_stratum, sha2(encode(concat('9a77bb0d5173f72d7e8eb4bebbc125aa609f590dac08619c1e6a95395c39aa65:', CAST(`编号` AS STRING)), 'UTF-8'), 256) AS draw_ticket, pool.*
FROM (
SELECT * FROM register
) AS pool
WHERE COALESCE(CAST(`状态` AS STRING), '') IN ('存续\u003B --') AND COALESCE(CAST(`note` AS STRING), '') = ''
),
near AS (
SELECT * FROM units
WHERE (draw_stratum = 'it\'s' AND draw_ticket < '004189374bc6a7ef')
   OR (draw_stratum = '低\\风险\u003B')
),
ranked AS (
SELECT row_number() OVER (PARTITION BY draw_stratum ORDER BY CASE WHEN draw_stratum = '低\\风险\u003B' AND draw_ticket <= '0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f' THEN 1 ELSE 0 END, draw_ticket, draw_id) AS draw_rank, near.*
FROM near
)
SELECT * FROM ranked
WHERE (draw_stratum = 'it\'s' AND draw_rank <= 10)
   OR (draw_stratum = '低\\风险\u003B' AND draw_rank <= 10)
ORDER BY draw_stratum, draw_rank

-- frame
WITH units AS (
SELECT CAST(`编号` AS STRING) AS draw_id, COALESCE(NULLIF(CAST(`a"``b` AS STRING), ''), '其他') AS draw_stratum, `name`, `状态`, `note`
FROM (
SELECT * FROM register
) AS pool
WHERE COALESCE(CAST(`状态` AS STRING), '') IN ('存续\u003B --') AND COALESCE(CAST(`note` AS STRING), '') = ''
)
SELECT draw_id AS `编号`, draw_stratum AS `a"``b`, `name`, `状态`, `note` FROM units
ORDER BY draw_id
