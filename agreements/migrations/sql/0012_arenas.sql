-- History is added to, never changed.
SELECT make_append_only(t) FROM unnest(ARRAY[
    'agreements_historicaltrainingday', 'agreements_historicaltrainingattendance', 'agreements_historicalstandinggroup',
    'agreements_historicalgroupmember', 'agreements_historicalgroupmeeting']) t;
