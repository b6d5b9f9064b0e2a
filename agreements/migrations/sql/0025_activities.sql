-- History is added to, never changed.
SELECT make_append_only(t) FROM unnest(ARRAY['agreements_historicalsupportactivity', 'agreements_historicaloccasion']) t;
