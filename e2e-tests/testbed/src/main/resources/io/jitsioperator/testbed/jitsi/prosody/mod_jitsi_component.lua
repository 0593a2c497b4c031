-- Stands in for Jitsi's components (av moderation, breakout rooms, polls, ...): only their being there matters to the
-- operator. mod_features_identity reads the two values.
kind = module:get_option_string("component_identity");
parent = module.host:gsub("^[^.]+%.", "");
