-- Wordings of questions are definitions, of one provider each; nothing of a person.
SELECT make_append_only('cases_historicalitemwording');
