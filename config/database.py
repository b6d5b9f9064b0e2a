def settings_for(role):
    opts = {} if role == "owner" else {"server_side_binding": True, "prepare_threshold": 0}
    return {"NAME": "samplan", "USER": role, "PASSWORD": role, "HOST": "127.0.0.1", "PORT": "5432",
            "OPTIONS": opts}
