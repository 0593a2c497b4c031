-- GET /room-census: the rooms of the conference component with their participants, the focus not counted.
module:depends("http");

local json = require "util.json";
local component = module:get_option_string("muc_mapper_domain_prefix", "conference") .. "." .. module.host;

local function census()
	local host = prosody.hosts[component];
	if not host or not host.modules.muc then
		return { status_code = 400 };
	end
	local rooms = {};
	for room in host.modules.muc.each_room() do
		if not room.jid:match("^__jicofo%-health%-check") then
			local occupants = 0;
			for _ in room:each_occupant() do
				occupants = occupants + 1;
			end
			table.insert(rooms, json.encode {
				room_name = room.jid,
				participants = occupants - 1,
				created_time = room.created_timestamp,
				leaked = false,
			});
		end
	end
	return { status_code = 200, body = '{"room_census":[' .. table.concat(rooms, ",") .. "]}" };
end

module:provides("http", { default_path = "/", route = { ["GET room-census"] = census } });
