-- Notes when a room was made; the census tells it. (The image loads its own on the main host; here it sits on the rooms.)
module:hook("muc-room-created", function(event)
	event.room.created_timestamp = string.format("%i", os.time() * 1000);
end);
