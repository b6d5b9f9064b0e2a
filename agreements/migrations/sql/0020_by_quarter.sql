-- Figures are counted anew, by quarter, with the first fold, which takes a mark beyond all transactions for one of
-- another server. Until then there are none.
DELETE FROM agreements_rollup;
DELETE FROM agreements_rolluppersons;
UPDATE agreements_foldmark SET upto = 9223372036854775807;
