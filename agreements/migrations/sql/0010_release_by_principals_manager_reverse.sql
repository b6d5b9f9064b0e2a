DROP POLICY to_release ON agreements_rolluppersons;
DROP POLICY to_release ON agreements_rollup;
DROP FUNCTION providers_to_release();
